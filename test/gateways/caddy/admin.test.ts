import { describe, expect, it } from "vitest";
import { caddyAdmin } from "../../../src/gateways/caddy/admin.ts";

const CONFIG = JSON.stringify({
  apps: {
    http: {
      servers: {
        web: {
          routes: [
            {
              handle: [
                {
                  handler: "reverse_proxy",
                  upstreams: [{ dial: "10.0.0.5:80" }, { dial: "unix//run/a.sock" }],
                  health_checks: { passive: { fail_duration: "30s" } },
                },
              ],
            },
          ],
        },
      },
    },
  },
});
const POOL =
  '[{"address":"10.0.0.5:80","num_requests":1,"fails":2},{"address":"unix//run/a.sock","fails":0}]';
const ok = (path: string, text: string) => ({ path, status: 200, text });

describe("the admin API of Caddy", () => {
  it("is asked for its config and its pool, and tells who is kept out", () => {
    expect(caddyAdmin("/", [])).toEqual({ kind: "ask", path: "/config/" });
    const config = ok("/config/", CONFIG);
    expect(caddyAdmin("/", [config])).toMatchObject({ kind: "ask", path: "/reverse_proxy/upstreams" });
    const turn = caddyAdmin("/", [config, ok("/reverse_proxy/upstreams", POOL)]);
    expect(turn).toMatchObject({
      kind: "done",
      facts: {
        peers: [
          { endpoint: "10.0.0.5:80", state: "ejected", fails: 2 },
          { endpoint: "unix:/run/a.sock", state: "up", fails: 0 },
        ],
        running: { upstreams: [{ id: "10.0.0.5:80", endpoints: ["10.0.0.5:80", "unix:/run/a.sock"] }] },
      },
    });
  });

  it("is asked without a host where it knows none, and says no otherwise", () => {
    const refused = { path: "/config/", status: 403, text: '{"error":"host not allowed: localhost"}' };
    expect(caddyAdmin("/", [refused])).toEqual({ kind: "ask", path: "/config/", host: "" });
    expect(caddyAdmin("/", [refused, refused])).toMatchObject({ kind: "unknown" });
    expect(caddyAdmin("/", [ok("/config/", "<html>")])).toMatchObject({ kind: "unknown" });
    expect(caddyAdmin("/", [ok("/config/", "null")])).toMatchObject({ kind: "ask" });
  });
});
