import { defineCheck, needed, useful } from "../../src/model/check.ts";
import { asker, targetText } from "../../src/model/evidence.ts";
import type { ObservationOf } from "../../src/model/observation.ts";
import { connectSentence, pathClaim } from "../../src/testimony/path-claim.ts";
import { configStep, fix, who } from "../../src/testimony/remedy.ts";
import { against, conclude, root, skip } from "../../src/testimony/verdict.ts";

type Connect = ObservationOf<"connect">;

export default defineCheck({
  id: "address-families",
  layer: "network",
  since: "0.1.0",
  title: "A name with IPv4 and IPv6 addresses works over both",
  about: [
    "Where a name has addresses of both families, it connects to all of them. Every address of one family refused and one",
    "of the other open is `service-bound-to-other-family`; IPv6 that is unreachable, prohibited or silent while IPv4 opens",
    "is `ipv6-path-broken`. A gateway that uses one family alone is asked over that one, and an address of the other family is",
    "tried when it fails. Other gateways take the addresses in turn: a part of the first tries fails, and retries hide it at",
    "the price of time. A service that answers on IPv6 alone is found in the same way.",
  ].join("\n"),
  for: "endpoint",
  needs: { connects: needed("connect"), spare: useful("connect", "address-family") },
  causes: {
    "ipv6-path-broken": {
      title: (of) => `IPv6 does not get through and IPv4 does: ${who(of)}`,
      meaning:
        "The name has an IPv6 address, and this host has no working IPv6 way to it. The gateway tries that address like any " +
        "other, fails, and goes on to the next one if it may retry.",
      fix: (of) =>
        fix(`Let ${of.args.asker} use IPv4 for this name, or repair the IPv6 way`, [
          of.args.resolution === "own"
            ? configStep(of, { nginx: "resolver … ipv6=off; (nginx 1.5.8)" }, "Ask for IPv4 addresses alone.")
            : configStep(
                of,
                { nginx: `write the IPv4 address ${of.args.works} instead of the name` },
                `Write the IPv4 address ${of.args.works} instead of the name.`,
              ),
          "Or take the AAAA record away, if the service is not meant to be reached over IPv6.",
        ]),
      verify: ({ args }) => [String(args.reach), `ip -6 route get ${args.host}`],
      includes: [
        "network-unreachable",
        "host-unreachable",
        "connect-timeout",
        "firewall-blocks",
        "ephemeral-ports-exhausted",
      ],
    },
    "service-bound-to-other-family": {
      title: (of) =>
        `The service listens on ${of.args.open} only and is called over ${of.args.closed} too: ${who(of)}`,
      meaning:
        "The name has addresses of both families and the service listens on one of them. `localhost` is the usual case: it is " +
        "127.0.0.1 and ::1, and many services bind only one. Gateways count two endpoints, one of which always fails.",
      fix: (of) =>
        fix(`Make the service listen on ${of.args.closed} too, or name the ${of.args.open} address`, [
          configStep(
            of,
            { nginx: `write ${of.args.works} instead of the name` },
            `Write ${of.args.works} instead of the name.`,
          ),
          "Or bind the service to [::] (which takes IPv4 too, unless net.ipv6.bindv6only=1), or to both.",
        ]),
      verify: ({ args }) => [String(args.reach)],
      includes: ["port-refused"],
    },
  },
  judge(look) {
    const { about, seen } = look;
    const tried = [...seen.connects, ...seen.spare].filter(({ request }) => request.target.kind === "tcp");
    const families = new Set(tried.map(familyOf));
    if (families.size < 2) return skip("the endpoint has addresses of one family");
    const open = tried.filter(({ outcome }) => outcome.kind === "answered");
    // what the gateway does not use may fail as it likes
    const used = tried.filter((connect) => !seen.spare.includes(connect));
    const findings = used.flatMap((connect) => {
      const family = familyOf(connect);
      const other = open.find((one) => familyOf(one) !== family);
      const isWholeFamily = !open.some((one) => familyOf(one) === family);
      return other === undefined || !isWholeFamily ? [] : accuse(look, connect, other);
    });
    if (findings.length === 0 && open.length === tried.length)
      findings.push(
        against("ipv6-path-broken", about.subject, 0.9, [
          `${about.endpoint.endpoint} connects over IPv4 and IPv6`,
        ]),
      );
    return conclude(findings, "IPv4 and IPv6 fare alike");
  },
});

function familyOf({ request }: Connect): "IPv4" | "IPv6" {
  return request.target.kind === "tcp" && request.target.host.includes(":") ? "IPv6" : "IPv4";
}

function accuse(look: Parameters<typeof pathClaim>[0], connect: Connect, other: Connect) {
  const { kind, code } = connect.outcome;
  const evidence = [connectSentence(other)];
  const args = {
    works: targetText(other.request.target),
    open: familyOf(other),
    closed: familyOf(connect),
    resolution: look.about.endpoint.resolution.kind,
    asker: asker(look.gateway),
  };
  if (kind === "refused") {
    const { target } = connect.request;
    const ground = `family:${target.kind === "tcp" ? target.host : ""}`;
    const strength = isLoopback(connect) && isLoopback(other) ? 0.96 : 0.88;
    return [
      root(
        pathClaim(look, connect, {
          cause: "service-bound-to-other-family",
          strength,
          evidence,
          ground,
          args,
        }),
      ),
    ];
  }
  // EADDRNOTAVAIL without a source address: the host has IPv6 switched off, and ::1 with it.
  const hasNoAddress = code === "EADDRNOTAVAIL" && connect.request.sourceAddress === undefined;
  const isBroken = kind === "unreachable" || kind === "timed-out" || hasNoAddress;
  if (familyOf(connect) === "IPv4" || !isBroken) return [];
  const strength = kind === "timed-out" ? 0.85 : 0.95;
  const ground = `ipv6:${kind}`;
  return [root(pathClaim(look, connect, { cause: "ipv6-path-broken", strength, evidence, ground, args }))];
}

function isLoopback({ request }: Connect): boolean {
  return request.target.kind === "tcp" && /^(127\.|::1$)/.test(request.target.host);
}
