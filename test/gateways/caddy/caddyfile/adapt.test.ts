import { describe, expect, it } from "vitest";
import { adapted, jsonOf, placeAt } from "./given.ts";

const FIRST = ["apps", "http", "servers", "srv0", "routes", 0, "handle", 0] as const;
const IN_SITE = [...FIRST, "routes", 0, "handle", 0] as const;

describe("a Caddyfile as Caddy's JSON", () => {
  it("has the servers, routes and upstreams of its sites", () => {
    expect(jsonOf(adapted(":8080 {\n\treverse_proxy localhost:9000\n}\n"))).toEqual({
      apps: {
        http: {
          servers: {
            srv0: {
              listen: [":8080"],
              routes: [{ handle: [{ handler: "reverse_proxy", upstreams: [{ dial: "localhost:9000" }] }] }],
            },
          },
        },
      },
    });
  });

  it("says where every value was written", () => {
    const from = adapted("example.com {\n\treverse_proxy a:1 b:2 {\n\t\thealth_uri /up\n\t}\n}\n");
    expect(from.problems).toEqual([]);
    expect(placeAt(from, ...IN_SITE)).toBe("/etc/caddy/Caddyfile:2:2");
    expect(placeAt(from, ...IN_SITE, "upstreams", 1, "dial")).toBe("/etc/caddy/Caddyfile:2:20");
    expect(placeAt(from, ...IN_SITE, "health_checks", "active", "uri")).toBe("/etc/caddy/Caddyfile:3:14");
  });

  it("finds its way through imports of files and of snippets", () => {
    const text =
      "(proxy) {\n\treverse_proxy {args[0]}\n}\n:80 {\n\timport sites/*.caddy\n\timport proxy c:3\n}\n";
    const from = adapted(text, { files: { "/etc/caddy/sites/a.caddy": "# a\nreverse_proxy a:1\n" } });
    expect(from.problems).toEqual([]);
    expect(placeAt(from, ...FIRST, "upstreams", 0)).toBe("/etc/caddy/sites/a.caddy:2:15");
    const second = [...FIRST.slice(0, -1), 1] as const;
    expect(placeAt(from, ...second, "upstreams", 0)).toBe("/etc/caddy/Caddyfile:2:16");
  });

  it("keeps places true where the environment is put in", () => {
    const text = "{$HOST:long.example.com} {\n\treverse_proxy {$UP} b:2\n}\n";
    const from = adapted(text, { environment: { UP: "backend.internal:8080" } });
    expect(placeAt(from, ...IN_SITE, "upstreams", 0)).toBe("/etc/caddy/Caddyfile:2:16");
    expect(placeAt(from, ...IN_SITE, "upstreams", 1)).toBe("/etc/caddy/Caddyfile:2:22");
  });

  it("names a variable in place of its value, which may be a secret", () => {
    const from = adapted(":80 {\n\treverse_proxy a:1 {\n\t\t{$WORD} x\n\t}\n}\n", {
      environment: { WORD: "s3cr3t" },
    });
    expect(from.problems.map(({ message }) => message)).toEqual(["unrecognized subdirective {$WORD}"]);
  });

  it("goes on behind a mistake", () => {
    const from = adapted(":80 {\n\treverse_proxy a:1 {\n\t\thealth_url /\n\t\thealth_port 1\n\t}\n}\n");
    expect(from.problems.map(({ message, location }) => `${location.line} ${message}`)).toEqual([
      "3 unrecognized subdirective health_url; did you mean health_uri?",
    ]);
    expect(placeAt(from, ...FIRST, "health_checks", "active", "port")).toBe("/etc/caddy/Caddyfile:4:15");
  });
});
