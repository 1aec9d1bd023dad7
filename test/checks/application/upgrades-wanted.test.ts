import { describe, expect, it } from "vitest";
import check from "../../../checks/application/upgrades-wanted.ts";
import { endpoint, forward, gateway, route, upstream } from "../../given/gateway.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { exchange } from "../../given/observation.ts";

const at = { file: "/etc/nginx/nginx.conf", line: 7, column: 1 };
const wanting = { status: 426, headers: [["Upgrade", "websocket"]] } as const;
const headers = [
  { name: "Upgrade", value: [{ kind: "unknown", raw: "$http_upgrade" }], location: at },
] as const;

function seen(facts: Parameters<typeof exchange>[0], over: Parameters<typeof forward>[1] = {}) {
  const one = upstream("api", [endpoint("10.0.0.5:8443")]);
  const model = gateway([one], [route("/api/", "api", { forward: forward("api", over) })]);
  return verdict(check, [exchange(facts)], { gateway: model });
}

describe("upgrade-not-forwarded, as the service shows it", () => {
  it("warns where a service takes WebSocket alone and the route drops the upgrade", () => {
    const found = strongest(seen(wanting));
    expect(found).toMatchObject({ cause: "upgrade-not-forwarded", role: "latent", strength: 0.9 });
    expect(found.evidence[0]).toContain("426 in 9 ms");
  });
  it("stays quiet where the route sends the header, and about other upgrades", () => {
    expect(said(seen(wanting, { headers }))).toEqual([]);
    expect(said(seen({ status: 426, headers: [["Upgrade", "HTTP/2.0"]] }))).toEqual([]);
    expect(said(seen({ status: 200, headers: [["Upgrade", "websocket"]] }))).toEqual([]);
  });
  it("stays quiet for gateways that pass upgrades on by themselves", () => {
    const model = {
      ...gateway([upstream("api", [endpoint("10.0.0.5:8443")])], [route("/api/", "api")]),
      kind: "caddy",
    } as const;
    expect(said(verdict(check, [exchange(wanting)], { gateway: model }))).toEqual([]);
  });
});
