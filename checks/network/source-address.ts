import { defineCheck, needed } from "../../src/model/check.ts";
import { routeOf, settingGround } from "../../src/model/evidence.ts";
import { pathClaim } from "../../src/testimony/path-claim.ts";
import { configStep, fix, who } from "../../src/testimony/remedy.ts";
import { conclude, root, skip } from "../../src/testimony/verdict.ts";

/** What the system says to bind(2) and to connect(2) from a bound socket, and how surely the address is to blame. */
const BLAMED: ReadonlyMap<string, number> = new Map([
  ["EADDRNOTAVAIL", 0.95],
  ["ERR_INVALID_IP_ADDRESS", 0.95],
  ["EAFNOSUPPORT", 0.9],
  // Also what a black hole route says.
  ["EINVAL", 0.75],
]);

export default defineCheck({
  id: "source-address",
  layer: "network",
  since: "0.1.0",
  title: "The source address that the gateway's config names is one of this host's",
  about: [
    "Where the config names an address from which connections are made, uhc connects from it as well. If the system",
    "refuses that, the gateway fails in the same way before it sends a packet. An address that depends on the request",
    "(the client's own, with transparent proxying) can't be borrowed and is not judged.",
  ].join("\n"),
  for: "endpoint",
  needs: { connects: needed("connect") },
  causes: {
    "source-address-bind-failed": {
      title: (of) => `This host can't connect from ${of.args.source}, which the config names: ${who(of)}`,
      meaning:
        "The gateway is told to make its connections from an address that no interface of this host has, or from one of " +
        "another family than the endpoint's. It gives up before anything is sent.",
      fix: (of) =>
        fix(
          `Name an address of this host, or none`,
          [
            configStep(
              of,
              { nginx: "proxy_bind an address that `ip -br address` shows, or proxy_bind off;" },
              "Correct or take out the source address.",
            ),
            "If the address is one that moves between hosts (VRRP, keepalived): net.ipv4.ip_nonlocal_bind=1 lets it be bound, " +
              "and answers still go to the host that has it.",
          ],
          ["ip -br address"],
        ),
      verify: ({ args }) => [String(args.reach)],
      includes: ["ephemeral-ports-exhausted"],
    },
  },
  judge(look) {
    const bound = look.seen.connects.filter(({ request }) => request.sourceAddress !== undefined);
    if (bound.length === 0) return skip("the config names no source address");
    const findings = bound.flatMap((connect) => {
      const strength = BLAMED.get(connect.outcome.code ?? "");
      if (strength === undefined || connect.outcome.kind === "answered") return [];
      const route = routeOf(look.about, connect);
      const value = route?.forward.sourceAddress?.location;
      const ground = settingGround(value, look.about.endpoint);
      const args = { source: connect.request.sourceAddress ?? "" };
      const claim = pathClaim(look, connect, {
        cause: "source-address-bind-failed",
        strength,
        value,
        ground,
        args,
      });
      // Other routes to the same address may name another source, or none.
      const isOneOfSeveral = look.about.routes.length > 1 && route !== undefined;
      return [root(isOneOfSeveral ? { ...claim, subject: { ...claim.subject, route: route.id } } : claim)];
    });
    return conclude(findings, `connections are made from ${bound[0]?.request.sourceAddress}`);
  },
});
