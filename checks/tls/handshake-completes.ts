import { defineCheck, needed, useful } from "../../src/model/check.ts";
import { alike, asker, duration, routeOf } from "../../src/model/evidence.ts";
import { isSilent } from "../../src/model/exchange.ts";
import { completes, handshakeSentence, wasTried } from "../../src/model/handshake.ts";
import { claim } from "../../src/testimony/claim.ts";
import { fix, who } from "../../src/testimony/remedy.ts";
import { eachStep } from "../../src/testimony/steps.ts";
import { conclude, root } from "../../src/testimony/verdict.ts";

export default defineCheck({
  id: "handshake-completes",
  layer: "tls",
  since: "0.1.0",
  title: "The TLS handshake ends within the time that the gateway gives it",
  about: [
    "Makes the handshake as the gateway makes it and measures how long it takes. Silence after the connection opened is",
    "`tls-handshake-timeout`; a handshake that ends, but only after the gateway has given up, is `timeout-too-short`.",
    "Silent where the same port answers a plaintext request: then the port is no TLS port. Who swallows the handshake",
    "(a stuck service, a load balancer without anything behind it, a middlebox) can't be seen from here.",
  ].join("\n"),
  for: "endpoint",
  needs: {
    handshakes: needed("handshake"),
    plaintext: useful("exchange", "transport"),
  },
  causes: {
    "tls-handshake-timeout": {
      title: (of) => `TCP opens and the TLS handshake never ends: ${who(of)}`,
      meaning:
        "The port accepts the connection and then says nothing to the client hello. Usual reasons: the service is stuck " +
        "or overloaded, a load balancer in TCP mode has nothing behind it, the port expects a PROXY protocol header " +
        "first, or large handshake packets are lost on the way.",
      fix: (of) =>
        fix(`Find out what keeps ${of.args.target} from answering the client hello`, [
          "Check whether the service behind the port is stuck or out of workers; restart it if it is.",
          "If a load balancer owns the port, check whether it has a healthy server behind it.",
          "If only large packets get lost, compare with a handshake that offers few ciphers.",
        ]),
      verify: ({ args }) => [`timeout 10 ${args.openssl}`],
      includes: ["service-hung"],
    },
  },
  judge(look) {
    const { seen, gateway, about } = look;
    const tried = seen.handshakes.filter(wasTried);
    const findings = eachStep(about, tried, (handshake) => {
      const limit = handshake.request.limits.handshakeMs;
      const own = handshakeSentence(handshake, asker(gateway));
      if (completes(handshake) && limit !== undefined && handshake.durationMs > limit) {
        const limits = `${asker(gateway)} gives up on a handshake after ${duration(limit)}`;
        const value = routeOf(about, handshake)?.forward.timeouts.handshakeMs.location;
        const args = { limit: duration(limit), took: duration(handshake.durationMs), setting: "handshake" };
        const evidence = [`the handshake ends after ${duration(handshake.durationMs)}, ${limits}`];
        return [
          root(claim(look, handshake, { cause: "timeout-too-short", strength: 0.9, evidence, value, args })),
        ];
      }
      if (handshake.outcome.kind !== "timed-out") return [];
      // A service that waits for a line of text takes a client hello in silence.
      if (alike(handshake, seen.plaintext).some((one) => one.outcome.kind === "answered" && !isSilent(one)))
        return [];
      const waited = handshake.durationMs;
      const tooSoon = limit !== undefined && waited < limit * 0.95;
      const hint = tooSoon
        ? [`uhc waited ${duration(waited)}, ${asker(gateway)} would wait ${duration(limit)}`]
        : [];
      const strength = tooSoon ? 0.7 : 0.9;
      return [
        root(claim(look, handshake, { cause: "tls-handshake-timeout", strength, evidence: [own, ...hint] })),
      ];
    });
    const slowest = Math.max(0, ...tried.map((each) => each.durationMs));
    return conclude(findings, `no handshake is left without an end (slowest ${duration(slowest)})`);
  },
});
