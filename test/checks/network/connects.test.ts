import { describe, expect, it } from "vitest";
import check from "../../../checks/network/connects.ts";
import type { Observation } from "../../../src/model/observation.ts";
import { endpoint, forward, gateway, route, upstream } from "../../given/gateway.ts";
import { firewall, listeners } from "../../given/host.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { about, connect, type End, event, log } from "../../given/network.ts";
import { closed, exchange } from "../../given/observation.ts";

function world(name = "10.0.0.5:80") {
  return gateway([upstream("api", [endpoint(name)])], [route("/", "api"), route("/b", "api")]);
}

function seen(end: End, durationMs?: number, request = {}) {
  return verdict(
    check,
    [connect("10.0.0.5:80", end, durationMs === undefined ? { request } : { durationMs, request })],
    {
      gateway: world(),
    },
  );
}

describe("port-refused", () => {
  it("fires when the host says that nothing listens", () => {
    expect(strongest(seen("ECONNREFUSED"))).toMatchObject({
      cause: "port-refused",
      role: "root",
      strength: 0.95,
      subject: { endpoint: "10.0.0.5:80", address: "10.0.0.5" },
      evidence: ["10.0.0.5:80: connection refused after 0.4 ms"],
    });
  });
  it("fires for some where connections open only after a refusal, more than once or by the log too", () => {
    const late = connect("10.0.0.5:80");
    const [open] = late.facts.tries;
    const [refused] = connect("10.0.0.5:80", "ECONNREFUSED").facts.tries;
    if (open === undefined || refused === undefined) throw new Error("no tries");
    const second = { ...late, facts: { ...late.facts, tries: [refused, open] } };
    const again = { ...second, varied: { experiment: "repeat", from: "once", to: "once more" } } as const;
    const told = (...more: readonly Observation[]) => verdict(check, [second, ...more], { gateway: world() });
    const logged = log(event("connect-refused", { peer: "10.0.0.5:80", count: 1 }));
    expect(strongest(told(logged))).toMatchObject({ cause: "port-refused", extent: "some", strength: 0.92 });
    expect(strongest(told(exchange(), again))).toMatchObject({ extent: "some", args: { sometimes: 1 } });
    expect(said(told())).not.toContain("root port-refused");
  });
  it("sends nobody to another host, nor to another address, where the endpoint is on loopback", () => {
    const stepsOn = (host: string) =>
      check.causes["port-refused"]
        ?.fix({ args: { host, port: 80, place: `${host}:80` }, subjects: [], endpointCount: 1, where: "" })
        .steps.join(" ");
    expect(stepsOn("127.0.0.1")).toMatch(/^On this host: /);
    expect(stepsOn("127.0.0.1")).not.toContain("0.0.0.0");
    expect(stepsOn("10.0.0.5")).toContain("let it listen on 0.0.0.0");
  });
  it("fires for some requests where the connection opens at another try, whichever comes first", () => {
    const again = (end: End) => ({
      ...connect("10.0.0.5:80", end),
      varied: { experiment: "repeat", from: "once", to: "once more" } as const,
    });
    for (const both of [
      [connect("10.0.0.5:80", "ECONNREFUSED"), again("answered")],
      [connect("10.0.0.5:80", "answered"), again("ECONNREFUSED")],
    ]) {
      const found = verdict(check, both, { gateway: world() });
      expect(said(found)).toEqual(["root port-refused"]);
      expect(strongest(found)).toMatchObject({ extent: "some", args: { sometimes: 1 } });
      expect(strongest(found).evidence[1]).toBe("1 of 2 connections end like this, the others open");
    }
  });
  it("is silent where a request was cut before: the service may have ended by it", () => {
    const again = {
      ...connect("10.0.0.5:80", "ECONNREFUSED"),
      varied: { experiment: "repeat", from: "once", to: "once more" } as const,
    };
    const cut = exchange({}, { outcome: closed, subjects: [about("10.0.0.5:80")] });
    const found = verdict(check, [connect("10.0.0.5:80", "answered"), cut, again], { gateway: world() });
    expect(said(found)).not.toContain("root port-refused");
  });
  it("says that no process of this host listens there, where the endpoint is this host", () => {
    const look = (...sockets: Parameters<typeof listeners>) =>
      strongest(
        verdict(
          check,
          [
            connect("10.0.0.5:80", "ECONNREFUSED"),
            { ...listeners(...sockets), subjects: [about("10.0.0.5:80")] },
          ],
          {
            gateway: world(),
          },
        ),
      ).evidence[1];
    expect(look([])).toBe("this host has 10.0.0.5, and no process listens on its port 80");
    expect(look([], ["10.0.0.9"])).toBeUndefined();
  });
  it("says of a port that a rule passes on what passes it on", () => {
    const refused = connect("10.0.0.5:80", "ECONNREFUSED");
    const flow = { source: undefined, host: "10.0.0.5", port: 80 };
    const forwards = [{ ...flow, chain: "ip nat DOCKER", rule: "tcp dport 80 dnat" }];
    const rules = firewall([], refused.subjects, { forwards }, [flow]);
    const here = { ...listeners([]), subjects: refused.subjects };
    expect(strongest(verdict(check, [refused, here, rules], { gateway: world() })).evidence.slice(1)).toEqual(
      ["a rule of this host may send it elsewhere, in the chain ip nat DOCKER: tcp dport 80 dnat"],
    );
  });
  it("fires for a socket file without a listener", () => {
    const unix = endpoint("unix:/run/app.sock", { target: { kind: "unix", path: "/run/app.sock" } });
    const world = gateway([upstream("api", [unix])], [route("/", "api")]);
    const found = verdict(check, [connect("unix:/run/app.sock", "ECONNREFUSED")], { gateway: world });
    expect(said(found)).toEqual(["root port-refused"]);
  });
  it("is ruled out, with silence and missing routes, by a connection that opens", () => {
    expect(said(seen("answered"))).toEqual([
      "against connect-timeout",
      "against port-refused",
      "against host-unreachable",
      "against network-unreachable",
    ]);
    expect(strongest(seen("answered")).evidence).toEqual(["10.0.0.5:80 connects in 0.4 ms"]);
  });
  it("says which of a name's addresses refuses", () => {
    const both = [
      connect("10.0.0.5:80", "ECONNREFUSED", { endpoint: "api:80" }),
      connect("10.0.0.6:80", "answered", { endpoint: "api:80" }),
    ];
    const found = strongest(verdict(check, both, { gateway: world("api:80") }));
    expect(found).toMatchObject({ cause: "port-refused", subject: { address: "10.0.0.5" } });
    expect(found.extent).toBeUndefined();
    expect(found.args.place).toBe("api:80 (10.0.0.5)");
  });
  it("says that only some requests fail when the same address also accepts", () => {
    const both = [
      connect("10.0.0.5:80", "ECONNREFUSED"),
      connect("10.0.0.5:80", "answered", { route: "/b api" }),
    ];
    expect(verdict(check, both, { gateway: world() }).findings).toContainEqual(
      expect.objectContaining({ cause: "port-refused", extent: "some" }),
    );
  });
  it("leaves a full queue of a socket to its own check", () => {
    expect(said(seen("EAGAIN"))).toEqual([]);
  });
});

describe("connect-timeout", () => {
  it("is sure when uhc waited as long as the gateway does", () => {
    const limits = { ...connect("10.0.0.5:80").request.limits, connectMs: 1000 };
    expect(strongest(seen("silence", 1000, { limits }))).toMatchObject({
      cause: "connect-timeout",
      strength: 0.95,
    });
  });
  it("is less sure, and says so, when uhc gave up earlier", () => {
    const long = strongest(seen("silence", 5000));
    expect(long.strength).toBe(0.88);
    expect(long.evidence).toContain("uhc gave up before the gateway would, after 60 s");
    expect(strongest(seen("silence", 500)).strength).toBe(0.6);
    expect(strongest(seen("silence", 2000)).evidence[2]).toMatch(/same network that is off/);
  });
  it("is sure when the system itself gave up", () => {
    expect(strongest(seen("ETIMEDOUT", 127_000)).strength).toBe(0.95);
  });
  it("is not what a late connection is: the gateway's limit is too short for it", () => {
    const limits = { ...connect("10.0.0.5:80").request.limits, connectMs: 500 };
    const found = strongest(seen("answered", 1200, { limits }));
    expect(found).toMatchObject({
      cause: "timeout-too-short",
      role: "root",
      args: { limit: "500 ms", wanted: "3s" },
    });
  });
});

describe("host-unreachable", () => {
  it("is sure after the time that a missing neighbour takes", () => {
    expect(strongest(seen("EHOSTUNREACH", 3060))).toMatchObject({ cause: "host-unreachable", strength: 0.9 });
  });
  it("is weak when it comes at once, since then a rule is likelier", () => {
    expect(strongest(seen("EHOSTUNREACH", 0.3)).strength).toBe(0.3);
  });
  it("is sure when this host's own routes say so", () => {
    const own = connect("10.0.0.5:80", "EHOSTUNREACH", { failedHere: true });
    expect(strongest(verdict(check, [own], { gateway: world() }))).toMatchObject({
      cause: "host-unreachable",
      strength: 0.93,
    });
  });
});

describe("network-unreachable", () => {
  it("fires without a route, and for a route that drops", () => {
    expect(strongest(seen("ENETUNREACH"))).toMatchObject({ cause: "network-unreachable", strength: 0.95 });
    expect(strongest(seen("EINVAL"))).toMatchObject({ cause: "network-unreachable", strength: 0.7 });
  });
  it("is not meant by a prohibition", () => {
    expect(said(seen("EACCES"))).toEqual([]);
  });
});

describe("connects", () => {
  it("skips what uhc itself could not try", () => {
    expect(seen("EADDRNOTAVAIL").status).toBe("skip");
  });
  it("blames the gateway's own limit with the line that sets it", () => {
    const at = { file: "/etc/api.conf", line: 9, column: 3 };
    const base = forward("api");
    const timeouts = { ...base.timeouts, connectMs: { value: 500, isDefault: false, location: at } };
    const own = gateway(
      [upstream("api", [endpoint("10.0.0.5:80")])],
      [route("/", "api", { forward: { ...base, timeouts } })],
    );
    const limits = { ...connect("10.0.0.5:80").request.limits, connectMs: 500 };
    const late = connect("10.0.0.5:80", "answered", { durationMs: 1200, request: { limits } });
    expect(strongest(verdict(check, [late], { gateway: own })).locations[0]).toEqual(at);
  });
  it("names what is shared in its titles", () => {
    const of = {
      args: { shared: "subnet:10.1.2.0/24", host: "10.1.2.3", port: 80 },
      subjects: [],
      endpointCount: 12,
      where: "10.1.2.3:80",
    };
    expect(check.causes["connect-timeout"]?.title(of)).toBe(
      "Nothing gets through to 10.1.2.0/24: 12 endpoints",
    );
    const host = { ...of, args: { shared: "host:10.1.2.3" } };
    expect(check.causes["port-refused"]?.title(host)).toBe("Nothing listens on 12 ports of 10.1.2.3");
  });
});
