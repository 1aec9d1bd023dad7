import { describe, expect, it } from "vitest";
import check from "../../../checks/network/policy-allows.ts";
import type { Denial } from "../../../src/model/kernel.ts";
import { endpoint, gateway, route, upstream } from "../../given/gateway.ts";
import { kernel } from "../../given/host.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { AT, about, connect, type End, event, log } from "../../given/network.ts";

const world = gateway([upstream("api", [endpoint("10.0.0.5:80")])], [route("/", "api")]);

function seen(end: End, word: string, peer = "10.0.0.5:80") {
  return verdict(check, [connect("10.0.0.5:80", end), log(event(word, { peer }))], { gateway: world });
}

describe("network-policy-blocks", () => {
  it("fires when the gateway is refused what uhc is allowed", () => {
    const found = strongest(seen("answered", "connect-denied"));
    expect(found).toMatchObject({
      cause: "network-policy-blocks",
      role: "root",
      extent: "some",
      strength: 0.85,
    });
    expect(found.evidence.at(-1)).toBe("asked by uhc: 10.0.0.5:80 connects in 0.4 ms");
  });
  it("stays quiet when uhc is refused as well", () => {
    expect(said(seen("EACCES", "connect-denied"))).toEqual([]);
  });
  it("stays quiet about another endpoint's lines and other errors", () => {
    expect(said(seen("answered", "connect-denied", "10.0.0.6:80"))).toEqual([]);
    expect(said(seen("answered", "connect-refused"))).toEqual([]);
  });

  // A kernel with SELinux is not to be had on most machines: these lines are what one writes, and no lab has seen them.
  const denial = {
    kind: "denial",
    at: AT - 1_000,
    by: "SELinux",
    command: "nginx",
    domain: "httpd_t",
    connects: true,
    port: 80,
    path: undefined,
  } as const;
  const withDenial = (over: Partial<Denial>, word = "connect-denied") => {
    const events = [{ ...denial, ...over }];
    const logged = log(event(word, { peer: "10.0.0.5:80" }));
    return verdict(check, [connect("10.0.0.5:80"), logged, kernel({ events }, [about("10.0.0.5:80")])], {
      gateway: world,
    });
  };
  it("is sure where the kernel's log tells the same, and names the policy", () => {
    const found = strongest(withDenial({}));
    expect(found.strength).toBe(0.97);
    expect(found.evidence[1]).toBe(
      "SELinux denied nginx (httpd_t) a connection to port 80 at 2026-11-22T02:10:30Z",
    );
    const { args, subject } = found;
    const text = check.causes["network-policy-blocks"]?.fix({
      args,
      subjects: [subject],
      endpointCount: 1,
      where: "",
    });
    expect(text?.commands).toEqual(["setsebool -P httpd_can_network_connect 1"]);
    expect(text?.steps[0]).toContain("semanage port -a -t http_port_t -p tcp 80");
    const armor = strongest(withDenial({ by: "AppArmor", domain: "/usr/sbin/nginx", port: undefined }));
    expect(armor).toMatchObject({ strength: 0.97, args: { by: "AppArmor", domain: "/usr/sbin/nginx" } });
  });
  it("is no surer by a denial of another port, program or time, or of a file", () => {
    for (const over of [
      { port: 81 },
      { command: "httpd" },
      { at: AT - 600_000 },
      { connects: false, port: undefined },
    ])
      expect(strongest(withDenial(over)).strength).toBe(0.85);
    expect(said(withDenial({}, "connect-refused"))).toEqual([]);
  });
});
