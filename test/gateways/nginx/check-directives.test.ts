import { describe, expect, it } from "vitest";
import { readHttpText, readLocationText, readText } from "./given.ts";

function refusals(text: string, version?: string): readonly string[] {
  return readHttpText(text, version).problems.flatMap(({ message, refusesConfig }) =>
    refusesConfig ? [message] : [],
  );
}

describe("directives are held against those that nginx knows", () => {
  it.each([
    ["proxy_pas http://x;", 'unknown directive "proxy_pas"; did you mean "proxy_pass"?'],
    ["location / { }", '"location" directive is not allowed here'],
    ["proxy_read_timeout;", 'invalid number of arguments in "proxy_read_timeout" directive'],
    ["proxy_read_timeout 5s 6s;", 'invalid number of arguments in "proxy_read_timeout" directive'],
    ["server;", 'directive "server" has no opening "{"'],
    ["sendfile on { }", 'directive "sendfile" is not terminated by ";"'],
    ["sendfile yes;", 'invalid value "yes" in "sendfile" directive, it must be "on" or "off"'],
    ["proxy_read_timeout 5x;", '"proxy_read_timeout" directive invalid value'],
    ["client_body_buffer_size 8g;", '"client_body_buffer_size" directive invalid value'],
    ["keepalive_requests many;", '"keepalive_requests" directive invalid number'],
    ["proxy_buffers 0 8k;", '"proxy_buffers" directive invalid value'],
    ["satisfy both;", 'invalid value "both"'],
    ["gzip on; gzip off;", '"gzip" directive is duplicate'],
    ["server { if $slow { return 200; } }", 'invalid condition "$slow"'],
    ["server { if ($slow == 1) { return 200; } }", 'unexpected "==" in condition'],
  ])("%s", (text, message) => {
    expect(refusals(text)).toContain(message);
  });

  it.each([
    "client_max_body_size 1g;",
    "proxy_next_upstream error timeout http_503 non_idempotent;",
    'log_format a "x"; access_log /dev/null a; access_log /dev/null a;',
    "server { location / { limit_except GET { deny all; } if ($http_x) { return 200 ok; } } }",
    "server { proxy_buffering on; location / { proxy_buffering off; } location /a { proxy_buffering off; } }",
    "map $a $b { nonsense 1; default 2; }",
    "types { text/html html; }",
  ])("takes %s", (text) => {
    expect(refusals(text)).toEqual([]);
  });

  it("knows in which release a directive came and went", () => {
    expect(refusals("server { http2 on; }", "1.24.0")).toEqual([
      'unknown directive "http2": it came with 1.25.1',
    ]);
    expect(refusals("server { http2 on; }", "1.26.0")).toEqual([]);
    expect(refusals("server { ssl on; }", "1.26.0")).toEqual([
      'unknown directive "ssl": it is gone since 1.25.1',
    ]);
  });

  it.each([
    ["location /a { more_set_headers; }", 'invalid number of arguments in "more_set_headers" directive'],
    ["echo hello;", '"echo" directive is not allowed here'],
    ["location /a { content_by_lua_block; }", 'directive "content_by_lua_block" has no opening "{"'],
    ["location /a { geoip2 /x.mmdb { $c country iso_code; } }", '"geoip2" directive is not allowed here'],
    ["brotli_comp_leve 4;", 'unknown directive "brotli_comp_leve"; did you mean "brotli_comp_level"?'],
  ])("knows the usual modules: %s", (text, message) => {
    const [before, after] = text.startsWith("location") ? ["server {", "}"] : ["", ""];
    expect(refusals(`${before} ${text} ${after}`)).toContain(message);
  });

  it.each([
    "server { location / { content_by_lua_block { ngx.say('}') } set_by_lua_block $x { return 1 } } }",
    "brotli on; brotli_types text/css; more_set_headers 'A: b' 'C: d';",
    "geoip2 /x.mmdb { auto_reload 5m; $geoip2_country default=US source=$remote_addr country iso_code; }",
    "js_import main.js; js_set $x main.x; server { location / { js_content main.hello; } }",
    "server { location / { if ($http_x) { echo_sleep 1; echo hi; } set_md5 $a $b; modsecurity on; } }",
  ])("takes what the usual modules take: %s", (text) => {
    expect(refusals(text)).toEqual([]);
  });

  it("refuses no name that a module of others may bring", () => {
    const { problems } = readHttpText("lua_shared_dict a 1m; some_strange_module on;");
    expect(problems).toMatchObject([
      {
        message:
          'unknown directive "some_strange_module", unless a module that is no part of nginx brings it',
        refusesConfig: false,
      },
    ]);
  });

  it("looks into no block that nginx itself does not read", () => {
    expect(readText("events {}\nrtmp { server { application live { live on; } } }\n").problems).toEqual([]);
  });

  it("points at the value, and says where nginx stops", () => {
    const [problem] = readLocationText("proxy_read_timeout\n  5x;").problems;
    expect(problem).toMatchObject({ location: { line: 5, column: 3 } });
    const [other] = readLocationText("proxy_read_timeout\n  5s\n  6s;").problems;
    expect(other?.message).toMatch(/\(nginx notices it on line \d+\)$/);
  });
});
