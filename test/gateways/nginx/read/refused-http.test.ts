import { describe, expect, test } from "vitest";
import { readHttpText, readText } from "../given.ts";

/** Near misses of refusals; nginx 1.22.1 takes every one of them (`nginx -t`). */
const ACCEPTED: readonly string[] = [
  "server { listen 8081; location / { proxy_buffer_size 16k; proxy_buffers 4 16k; } }",
  "proxy_buffer_size 128k;\nserver { listen 8081; proxy_buffers 4 256k; proxy_busy_buffers_size 256k; }",
  "server { listen 8081; location / { proxy_max_temp_file_size 0; proxy_temp_file_write_size 8k; } }",
  "limit_req_zone $binary_remote_addr zone=a:1m rate=1r/s;\nserver { listen 8081; limit_req zone=a burst=5 nodelay; }",
  "limit_conn_zone $server_name zone=a:1m;\nserver { listen 8081; location / { limit_conn a 5; } }",
  "log_format a '$host';\nserver { listen 8081; access_log /dev/null a; location / { access_log off; } }",
  "server { listen 8081; access_log /dev/null combined; access_log /dev/null; }",
  "map $http_upgrade $connection_upgrade { default upgrade; '' close; }\nserver { listen 8081; location / { proxy_set_header Connection $connection_upgrade; } }",
  "server { listen 8081; set $connection_upgrade upgrade; location / { proxy_set_header Connection $connection_upgrade; } }",
  "server { listen 8081; proxy_cache off; }",
  "server { listen 8081; proxy_cache $host; }",
  "server { listen 8081; listen [::]:8081; listen 8082; }\nserver { listen 8081 default_server; }",
  "server { listen 8081 reuseport; }\nserver { listen 8081; server_name b; }",
  "server { listen 8081 ssl; ssl_reject_handshake on; }",
];

describe("a config that nginx takes is not refused", () => {
  test.each(ACCEPTED)("%s", (http) => {
    expect(readHttpText(http).problems.filter(({ refusesConfig }) => refusesConfig)).toEqual([]);
  });

  test("only the default server of a socket needs a certificate", () => {
    const certified = "ssl_certificate a.crt; ssl_certificate_key a.key;";
    const http = `server { listen 8081 ssl; ${certified} }\nserver { listen 8081 ssl; server_name b; }`;
    expect(readHttpText(http).problems).toEqual([]);
  });

  test("names that may be defined out of sight are left alone", () => {
    const fragment = readText("server { listen 8081 ssl; limit_req zone=a; access_log /dev/null b; }");
    expect(fragment.problems.filter(({ refusesConfig }) => refusesConfig)).toEqual([]);
  });
});
