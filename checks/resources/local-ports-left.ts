import { defineCheck, useful } from "../../src/model/check.ts";
import { forSome, logClaim, loggedAs } from "../../src/testimony/logged.ts";
import { pathClaim } from "../../src/testimony/path-claim.ts";
import { peersOf } from "../../src/testimony/peers.ts";
import { configStep, fix, who } from "../../src/testimony/remedy.ts";
import { conclude, root } from "../../src/testimony/verdict.ts";

export default defineCheck({
  id: "local-ports-left",
  layer: "resources",
  since: "0.1.0",
  title: "This host has local ports left for connections to the endpoint",
  about: [
    "A connection takes a local port, and each endpoint can be given some 28,000 of them at a time, closed ones included for a",
    'minute. "Cannot assign requested address" to uhc, or in the gateway\'s log, says that none is left. The same error',
    "comes for ::1 where IPv6 is off, and with a source address that the host does not have: those are not meant here.",
  ].join("\n"),
  for: "endpoint",
  needs: { connects: useful("connect"), logs: useful("log") },
  causes: {
    "ephemeral-ports-exhausted": {
      title: (of) => `No free local port toward ${who(of)}`,
      meaning:
        "All local ports of this host are taken toward one address and port of an upstream, most of them by connections that " +
        "are closed already and wait in TIME_WAIT for a minute.",
      fix: (of) =>
        fix(
          "Keep connections to the upstream open, and use them again",
          [
            configStep(
              of,
              {
                nginx:
                  'keepalive 32; in the upstream, with proxy_http_version 1.1; and proxy_set_header Connection "";',
              },
              "Make the gateway keep connections to this upstream open.",
            ),
            "Then, if needed: a wider net.ipv4.ip_local_port_range, net.ipv4.tcp_tw_reuse=1, more addresses on either side.",
          ],
          ["sysctl net.ipv4.ip_local_port_range net.ipv4.tcp_tw_reuse"],
        ),
      verify: () => ["ss -tan state time-wait | awk '{print $4}' | sort | uniq -c | sort -rn | head"],
      includes: [],
    },
  },
  judge(look) {
    const { about, gateway, seen } = look;
    const cause = "ephemeral-ports-exhausted";
    const taken = seen.connects.filter(
      ({ outcome, request }) =>
        outcome.code === "EADDRNOTAVAIL" &&
        request.sourceAddress === undefined &&
        !isLoopback6(request.target),
    );
    const own = taken.map((connect) => forSome(root(pathClaim(look, connect, { cause, strength: 0.8 }))));
    const peers = peersOf(about, seen.connects);
    const hasSource = about.routes.some(({ forward }) => forward.sourceAddress !== undefined);
    const events = loggedAs(
      seen.logs,
      ["ports-exhausted"],
      ({ peer = "" }) => peers.has(peer) && !peer.startsWith("[::1]") && !hasSource,
    );
    if (events.length === 0) return conclude(own, "no connection found all local ports taken");
    const ground = `endpoint:${about.endpoint.endpoint}`;
    const { subject, endpoint } = about;
    const logged = logClaim(gateway, events, {
      cause,
      strength: 0.88,
      ground,
      subject,
      locations: [endpoint.location],
    });
    return conclude([...own, forSome(root(logged))], "");
  },
});

function isLoopback6(target: { readonly kind: string; readonly host?: string }): boolean {
  return target.host === "::1";
}
