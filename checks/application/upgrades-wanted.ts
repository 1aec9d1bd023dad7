import { defineCheck, needed } from "../../src/model/check.ts";
import type { Route } from "../../src/model/config.ts";
import { routeOf } from "../../src/model/evidence.ts";
import { exchangeSentence, header } from "../../src/model/exchange.ts";
import { wasTried } from "../../src/model/handshake.ts";
import { claim } from "../../src/testimony/claim.ts";
import { eachStep } from "../../src/testimony/steps.ts";
import { conclude, latent, skip } from "../../src/testimony/verdict.ts";

/** Upgrade Required (RFC 9110 section 15.5.22). */
const UPGRADE_REQUIRED = 426;

export default defineCheck({
  id: "upgrades-wanted",
  layer: "application",
  since: "0.1.0",
  title: "A service that wants WebSocket alone gets the upgrade",
  about: [
    "A service that answers 426 and names websocket in its Upgrade header has nothing for plain requests. Where the route",
    "there sends no Upgrade header, which nginx never does by itself, no WebSocket can get through: `upgrade-not-forwarded`. It",
    "is latent, since a service that answers is alive, and whether anybody opens a WebSocket there is not seen. Other gateways",
    "pass upgrades on by themselves, or say in their config whether they do.",
  ].join("\n"),
  for: "endpoint",
  needs: { exchanges: needed("exchange") },
  causes: {},
  judge(look) {
    const { seen, about, gateway } = look;
    if (gateway.kind !== "nginx") return skip("only nginx drops the upgrade unless told to keep it");
    const findings = eachStep(about, seen.exchanges.filter(wasTried), (exchange) => {
      const route = routeOf(about, exchange);
      const isWanted =
        exchange.facts.status === UPGRADE_REQUIRED && /websocket/i.test(header(exchange, "upgrade") ?? "");
      if (!isWanted || route === undefined || sendsUpgrade(route)) return [];
      const why = "no Upgrade header is sent, and the service takes nothing else";
      const evidence = [
        exchangeSentence(exchange),
        "its answer says Upgrade: websocket",
        `${route.label}: ${why}`,
      ];
      const args = { label: route.label, why };
      const value = route.forward.location;
      return [
        latent(
          claim(look, exchange, { cause: "upgrade-not-forwarded", strength: 0.9, evidence, value, args }),
        ),
      ];
    });
    return conclude(findings, "no service asks for an upgrade that is not passed on");
  },
});

function sendsUpgrade({ forward }: Route): boolean {
  return forward.headers.some(({ name, value }) => name.toLowerCase() === "upgrade" && value.length > 0);
}
