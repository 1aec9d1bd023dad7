import { describe, expect, it } from "vitest";
import { haproxy } from "../../../src/gateways/haproxy/index.ts";
import type { SourceReader } from "../../../src/text/source-reader.ts";
import { apiOf, backendOf, gatewayOf, refusals } from "./given.ts";

describe("a config of HAProxy", () => {
  it("takes settings from the defaults above, from named ones, and its own last", () => {
    const gateway = gatewayOf(`defaults slow
    mode http
    timeout connect 1s
    timeout client 1s
    timeout server 90s
    default-server check inter 3s
defaults
    mode tcp
    timeout connect 2s
    timeout client 2s
    timeout server 2s
backend a from slow
    server one 10.0.0.1:80 fall 5
backend b
    mode http
    timeout server 3s
    server one 10.0.0.1:80
frontend f from slow
    bind :80
    use_backend b if { path_beg /b }
    default_backend a
`);
    expect(refusals(gateway)).toEqual([]);
    const [a, b] = gateway.upstreams;
    expect([a?.healthCheck?.intervalMs.value, a?.healthCheck?.unhealthyAfter.value]).toEqual([3_000, 5]);
    expect(b?.healthCheck).toBeUndefined();
    const limits = gateway.routes.map(({ forward }) => [
      forward.protocol,
      forward.timeouts.connectMs.value,
      forward.timeouts.readIdleMs.value,
    ]);
    expect(limits).toEqual([
      ["http", 2_000, 3_000],
      ["http", 1_000, 90_000],
    ]);
  });

  it("turns conditions into hosts and paths as far as they go", () => {
    const { routes } = gatewayOf(`defaults
    mode http
    timeout connect 1s
    timeout client 1s
    timeout server 1s
frontend f
    bind :80
    acl is_api hdr(host) -i api.internal api.example.com
    acl is_v1 path_beg /v1
    acl is_v1 path /v1.html
    use_backend one if is_api is_v1 !METH_POST
    use_backend two if { hdr_end(host) .shop } || { path_reg ^/old/[0-9]+$ }
    use_backend three unless is_api
    use_backend four if { src 10.0.0.0/8 }
    default_backend one
backend one
    server s 10.0.0.1:80
backend two
    server s 10.0.0.2:80
backend three
    server s 10.0.0.3:80
backend four
    server s 10.0.0.4:80
`);
    expect(
      routes.map(({ hosts, match, condition, forward }) => [hosts, match, condition, forward.upstream]),
    ).toEqual([
      [["api.internal", "api.example.com"], { kind: "prefix", path: "/v1" }, "!METH_POST", "one"],
      [["api.internal", "api.example.com"], { kind: "exact", path: "/v1.html" }, "!METH_POST", "one"],
      [["*.shop"], { kind: "prefix", path: "/" }, undefined, "two"],
      [[], { kind: "regex", path: "^/old/[0-9]+$" }, undefined, "two"],
      [[], { kind: "prefix", path: "/" }, "unless is_api", "three"],
      [[], { kind: "prefix", path: "/" }, "{ src 10.0.0.0/8 }", "four"],
      [[], { kind: "prefix", path: "/" }, undefined, "one"],
    ]);
  });

  it("reads what rules make of a request", () => {
    const gateway = backendOf(`    http-request set-header Host api.internal
    http-request set-header X-Path %[path]
    http-request replace-path /v1/(.*) /\\1
    http-request set-header X-Maybe yes if { path /x }
    option forwardfor
    server one 10.0.0.1:80`);
    const [route] = gateway.routes;
    expect(route?.forward.host.value).toEqual(["api.internal"]);
    expect(route?.forward.path.value).toMatchObject({
      rules: [{ pattern: "/v1/(.*)", replacement: "/$1" }],
    });
    expect(route?.forward.headers.map(({ name, value }) => [name, value[0]])).toEqual([
      ["X-Path", { kind: "request-path", raw: "path" }],
      ["X-Forwarded-For", { kind: "client-address", raw: "the client's address" }],
    ]);
  });

  it("takes a server's own connection where it differs from the first one's", () => {
    const gateway = backendOf(`    server one 10.0.0.1:80
    server two 10.0.0.2:443 ssl verify none send-proxy-v2`);
    const [one, two] = apiOf(gateway).endpoints;
    expect(one?.forward).toBeUndefined();
    expect([two?.forward?.tls?.verify.value, two?.forward?.proxyProtocol.value]).toEqual([false, 2]);
    expect(gateway.routes[0]?.forward.tls).toBeUndefined();
  });

  it("applies default-server to the lines below it alone, and takes back what no- names", () => {
    const { endpoints } = apiOf(
      backendOf(`    server one 10.0.0.1:80
    default-server check backup
    server two 10.0.0.2:80
    server three 10.0.0.3:80 no-check no-backup`),
    );
    expect(endpoints.map(({ role, check }) => [role, check?.isOff])).toEqual([
      ["primary", true],
      ["backup", false],
      ["primary", true],
    ]);
  });

  it("knows who resolves a name, and when", () => {
    const gateway = backendOf(
      `    server one app.internal:80
    server two app.internal:80 resolvers dns resolve-prefer ipv4
    server three 10.0.0.1:80`,
      `resolvers dns
    nameserver one 10.0.0.53:53
    timeout retry 2s
`,
    );
    expect(apiOf(gateway).endpoints.map(({ resolution }) => resolution)).toMatchObject([
      { kind: "system", picks: { isFirstOnly: true } },
      {
        kind: "own",
        when: "run-time",
        resolvers: { value: ["10.0.0.53:53"] },
        timeoutMs: { value: 2_000 },
        picks: { family: "ipv4" },
      },
      { kind: "none" },
    ]);
  });

  it("leaves out what conditions of the config leave out", () => {
    const gateway = gatewayOf(`.if version_before(2.4)
listen old
    bind :81
    server one 10.0.0.1:80
.elif streq("\${MODE-new}",new)
listen new
    bind :82
    mode http
    timeout connect 1s
    timeout client 1s
    timeout server 1s
    server one 10.0.0.1:80
.else
this is read by nobody
.endif
`);
    expect(refusals(gateway)).toEqual([]);
    expect(gateway.upstreams.map(({ name }) => name)).toEqual(["new"]);
  });

  it("reads several files as one, in their order", () => {
    const files = new Map([
      [
        "/a.cfg",
        "defaults\n    mode http\n    timeout connect 1s\n    timeout client 1s\n    timeout server 1s\n",
      ],
      ["/b.cfg", "frontend f\n    bind :80\n    default_backend api\n"],
      ["/c.cfg", "backend api\n    server one 10.0.0.1:80\n"],
    ]);
    const reader: SourceReader = {
      read: (path) => new TextEncoder().encode(files.get(path) ?? ""),
      find: () => [],
      knowsAllFiles: true,
    };
    const gateway = haproxy.read({
      mainFile: "/a.cfg",
      moreFiles: ["/b.cfg", "/c.cfg"],
      reader,
      version: "2.6",
      tlsLibrary: undefined,
      builtIn: undefined,
      onNote: undefined,
    });
    expect(gateway.problems).toEqual([]);
    expect(gateway.files).toEqual(["/a.cfg", "/b.cfg", "/c.cfg"]);
    expect(apiOf(gateway).endpoints[0]?.location).toEqual({ file: "/c.cfg", line: 2, column: 16 });
  });

  it.each([
    [
      "listen a\n    bind :80\n    server one 10.0.0.1:80",
      "3: Missing LF on last line, file might have been truncated at position 27",
    ],
    ["global\n    daemon\0\n", "2: Stray NUL character at position 11"],
    [".if 1\n", "1: non-terminated '.if' block"],
    [".endif\n", "1: lone '.endif' with no matching '.if'"],
    ["server one 10.0.0.1:80\n", "1: unknown keyword 'server' out of section"],
    [
      "listen\n    bind :80\n",
      "1: 'listen' expects an <id> argument and optionally supports a defaults section.",
    ],
    ["defaults from x\n", "1: defaults section 'x' not found for defaults 'from'"],
  ])("says where %j ends", (text, message) => {
    expect(refusals(gatewayOf(text))).toContain(message);
  });
});

describe("servers whose places are not in the config", () => {
  it.each([
    ["server-template w 5 _http._tcp.app.internal resolvers dns init-addr none check", "platform"],
    ["server one 0.0.0.0", "destination"],
    ["server one *:0", "destination"],
  ])("%s", (line, kind) => {
    const gateway = backendOf(`    ${line}`, "resolvers dns\n    nameserver one 10.0.0.53:53\n");
    expect(refusals(gateway)).toEqual([]);
    expect(apiOf(gateway)).toMatchObject({ endpoints: [], discovery: { kind, isKnown: false } });
  });
});
