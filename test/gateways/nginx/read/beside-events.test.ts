import { expect, it } from "vitest";
import { readOfAnyVersion } from "../given.ts";

const STREAM = "stream { server { listen 53 udp; proxy_pass 10.0.0.1:53; } }\n";

it.each([
  ["/etc/nginx/stream.d/dns.conf", STREAM],
  ["/etc/nginx/modules-enabled/50-mod-stream.conf", "load_module modules/ngx_stream_module.so;\n"],
])("%s is a file that the main one includes, and needs no events", (file, text) => {
  expect(readOfAnyVersion(text, file).problems).toEqual([]);
});

it.each([
  ["/etc/nginx/nginx.conf", STREAM],
  ["/srv/gateway.conf", "http { server { listen 80; } }\n"],
])("%s is a main file, which nginx refuses without events", (file, text) => {
  expect(readOfAnyVersion(text, file).problems).toMatchObject([
    { message: 'no "events" section in configuration', refusesConfig: true },
  ]);
});
