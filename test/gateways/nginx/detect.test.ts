import { expect, test } from "vitest";
import { detectNginx } from "../../../src/gateways/nginx/detect.ts";

test.each([
  ["a whole config", "nginx.conf", "worker_processes 1;\nevents {}\nhttp { server { listen 80; } }\n"],
  ["a fragment", "x.conf", "upstream a {\n  server b:80;\n}\nserver {\n  listen 80;\n}\n"],
  ["a location alone", "x.conf", "location /a/ {\n  proxy_pass http://b;\n}\n"],
])("%s is recognised", (_, path, text) => {
  expect(detectNginx(path, text)).toBeGreaterThan(0.9);
});

test.each([
  ["one line", "conf.d/gzip.conf", "gzip on;\n"],
  [
    "lines with comments",
    "conf.d/tls.conf",
    "# Mozilla's\nssl_protocols TLSv1.2; # no 1.0\n\nssl_buffer_size 4k;\n",
  ],
  [
    "a module that is loaded",
    "modules-enabled/50-stream.conf",
    "load_module modules/ngx_stream_module.so;\n",
  ],
])("a file of directives alone is recognised: %s", (_, path, text) => {
  expect(detectNginx(path, text)).toBeGreaterThan(0);
});

test("a dump is recognised by its first line", () => {
  expect(detectNginx("-", "# configuration file /etc/nginx/nginx.conf:\nevents {}\n")).toBe(1);
});

test.each([
  ["HAProxy", "haproxy.cfg", "global\n  daemon\nbackend api\n  server a 10.0.0.1:80\n"],
  ["Envoy", "envoy.yaml", "static_resources:\n  listeners:\n  - name: a\n"],
  ["JSON", "x.json", '{ "http": { "server": "a" } }'],
  ["nothing", "empty", ""],
  ["a named zone", "named.conf", 'options {\n  directory "/var/named";\n  listen-on { any; };\n};\n'],
  ["CSS", "x.css", "body {\n  color: red;\n}\n"],
  ["C", "x.c", "int main(void) {\n  return 0;\n}\n"],
])("%s is not", (_, path, text) => {
  expect(detectNginx(path, text)).toBe(0);
});

test("long runs of blanks cost no more than their length", () => {
  expect(detectNginx("x", `location ${" \n".repeat(30_000)}`)).toBe(0);
});
