import { describe, expect, test } from "vitest";
import type { Forward } from "../../../../src/model/forward.ts";
import { mapStrings } from "../../../../src/text/map-strings.ts";
import { FILE, onlyRoute, readHttpText, readLocationText, shown } from "../given.ts";

const forward = (text: string, version?: string): Forward =>
  onlyRoute(readLocationText(text, version)).forward;
const headers = (text: string, version?: string): Record<string, string> =>
  Object.fromEntries(forward(text, version).headers.map(({ name, value }) => [name, shown(value)]));

test("a bare pass has nginx's defaults, which point at it", () => {
  const at = { file: FILE, line: 4, column: 12 };
  const whole = mapStrings(forward("proxy_pass http://api.internal:8080;"), (text) => text);
  const { timeouts, retry, ...rest } = whole;
  const assumed = <T>(value: T): object => ({ value, isDefault: true, location: at });
  expect(rest).toEqual({
    upstream: "http/=api.internal:8080",
    protocol: "http",
    httpVersion: assumed("1.0"),
    host: assumed(["api.internal:8080"]),
    headers: [{ name: "Connection", value: ["close"], location: at }],
    method: undefined,
    path: assumed({ kind: "unchanged" }),
    tls: undefined,
    responseHeaderBytes: assumed(4_096),
    buffersResponse: assumed(true),
    sourceAddress: undefined,
    proxyProtocol: assumed(0),
    location: at,
  });
  const minute = assumed(60_000);
  expect(timeouts).toEqual({
    connectMs: minute,
    handshakeMs: minute,
    sendIdleMs: minute,
    readIdleMs: minute,
    requestMs: undefined,
    client: { bodyIdleMs: minute, answerIdleMs: minute },
  });
  expect(retry).toEqual({ on: assumed(["error", "timeout"]), attempts: assumed(0), totalMs: assumed(0) });
});

describe("the HTTP version", () => {
  test("is 1.0 until 1.29.7, then 1.1", () => {
    expect(forward("proxy_pass http://h;", "1.29.6").httpVersion.value).toBe("1.0");
    expect(forward("proxy_pass http://h;", "1.29.7").httpVersion.value).toBe("1.1");
  });

  test("is what the config says", () => {
    expect(forward("proxy_http_version 1.1; proxy_pass http://h;").httpVersion).toMatchObject({
      value: "1.1",
      isDefault: false,
    });
    expect(forward("proxy_http_version 2; proxy_pass http://h;", "1.29.4").httpVersion.value).toBe("2");
  });
});

describe("headers", () => {
  test("replace the outer ones as a whole", () => {
    const text =
      "proxy_set_header A 1; server { proxy_set_header B 2; location / { proxy_set_header C 3; proxy_pass http://h; } }";
    const { headers: all } = onlyRoute(readHttpText(text)).forward;
    expect(all.map((header) => header.name)).toEqual(["C", "Connection"]);
  });

  test("say what is removed", () => {
    expect(headers('proxy_set_header Connection ""; proxy_pass http://h;')).toEqual({ Connection: "" });
  });

  test("carry credentials, and what the request brings as a placeholder", () => {
    const text =
      'proxy_set_header Authorization "Basic eDp5"; proxy_set_header X-For $proxy_add_x_forwarded_for; proxy_pass http://h;';
    expect(forward(text).headers).toMatchObject([
      { name: "Authorization", value: ["Basic eDp5"] },
      { name: "X-For", value: [{ kind: "client-address", raw: "$proxy_add_x_forwarded_for" }] },
      { name: "Connection" },
    ]);
  });

  test("ask for no closing since 1.29.7", () => {
    expect(headers("proxy_pass http://h;", "1.29.7")).toEqual({});
  });

  test("take a map over Upgrade as it stands for a request without one", () => {
    const map = "map $http_upgrade $up { default upgrade; '' close; }";
    const location = "location / { proxy_set_header Connection $up; proxy_pass http://h; }";
    const { headers: all } = onlyRoute(readHttpText(`${map} server { ${location} }`)).forward;
    expect(all).toMatchObject([
      { name: "Connection", value: [{ kind: "own-request", raw: "$up", text: "close" }] },
    ]);
  });

  test("empty Host falls back since 1.31.4", () => {
    expect(shown(forward("proxy_set_header Host ''; proxy_pass http://h;", "1.31.3").host.value)).toBe("");
    expect(shown(forward("proxy_set_header Host ''; proxy_pass http://h;", "1.31.4").host.value)).toBe("h");
  });

  test("that double each other in set lines end", () => {
    const sets = Array.from({ length: 40 }, (_, index) => `set $v${index + 1} $v${index}$v${index};`).join(
      "\n",
    );
    expect(
      forward(`set $v0 x;\n${sets}\nproxy_set_header A $v40; proxy_pass http://h;`).headers,
    ).toHaveLength(2);
  });
});

describe("retries", () => {
  test("are on what the config lists", () => {
    const text =
      "proxy_next_upstream error http_503 non_idempotent invalid_header; proxy_next_upstream_tries 2; proxy_next_upstream_timeout 3s; proxy_pass http://h;";
    expect(forward(text).retry).toMatchObject({
      on: { value: ["error", { status: 503 }, "unsafe-methods", "invalid-header"], isDefault: false },
      attempts: { value: 2 },
      totalMs: { value: 3_000 },
    });
  });

  test("are off", () => {
    expect(forward("proxy_next_upstream off; proxy_pass http://h;").retry.on.value).toEqual([]);
  });
});

describe("other settings", () => {
  test("have the place of their value, however far out it stands", () => {
    const { timeouts } = onlyRoute(
      readHttpText("proxy_connect_timeout 5s;\nserver { location / { proxy_pass http://h; } }"),
    ).forward;
    expect(timeouts.connectMs).toEqual({
      value: 5_000,
      isDefault: false,
      location: { file: FILE, line: 3, column: 23 },
    });
    expect(timeouts.handshakeMs).toEqual(timeouts.connectMs);
  });

  test("are read", () => {
    const text =
      "proxy_buffering off; proxy_buffer_size 16k; proxy_bind 10.0.0.5; proxy_method POST; proxy_pass http://h;";
    expect(forward(text)).toMatchObject({
      buffersResponse: { value: false },
      responseHeaderBytes: { value: 16_384 },
      sourceAddress: { value: "10.0.0.5" },
      method: { value: "POST" },
    });
    expect(forward("proxy_bind off; proxy_pass http://h;").sourceAddress).toBeUndefined();
  });
});

describe("other protocols", () => {
  test("gRPC speaks HTTP/2, with the port in its authority", () => {
    expect(
      forward("grpc_read_timeout 5s; proxy_read_timeout 9s; grpc_pass grpc://10.0.0.1:443;"),
    ).toMatchObject({
      protocol: "grpc",
      httpVersion: { value: "2" },
      host: { value: ["10.0.0.1:443"] },
      timeouts: { readIdleMs: { value: 5_000 } },
      buffersResponse: { value: false },
    });
  });

  test.each(["fastcgi", "uwsgi", "scgi"])(
    "%s passes the client's Host on, and its own parameters",
    (protocol) => {
      const { host, headers: parameters } = forward(
        `${protocol}_param SCRIPT_FILENAME /srv/x.php; ${protocol}_pass 10.0.0.1:9000;`,
      );
      expect(host.value).toEqual([{ kind: "request-host", raw: "$http_host" }]);
      expect(parameters).toMatchObject([{ name: "SCRIPT_FILENAME", value: ["/srv/x.php"] }]);
    },
  );

  test("a socket is its own upstream", () => {
    const gateway = readLocationText("fastcgi_pass unix:/run/php.sock;");
    expect(gateway.upstreams).toMatchObject([
      { name: "unix:/run/php.sock", form: "literal", endpoints: [{ endpoint: "unix:/run/php.sock" }] },
    ]);
  });

  test("memcached has no headers at all", () => {
    expect(forward("memcached_pass 10.0.0.1:11211;")).toMatchObject({ protocol: "memcached", headers: [] });
  });
});

test("the same address in two passes is one upstream, by the name that came first", () => {
  const gateway = readHttpText(
    "server { location /a { proxy_pass http://h; } location /b { proxy_pass http://H:80/x; } }",
  );
  expect(gateway.upstreams).toMatchObject([
    { name: "h", endpoints: [{ endpoint: "h:80", resolution: { kind: "system" } }] },
  ]);
});
