import { defineCheck, type Finding } from "../../src/model/check.ts";
import type { Gateway, Route } from "../../src/model/config.ts";
import { configClaim, routeSubject } from "../../src/model/config-claim.ts";
import type { HeaderSetting } from "../../src/model/forward.ts";
import { configStep, fix } from "../../src/model/remedy.ts";
import { conclude, latent } from "../../src/model/verdict.ts";

export default defineCheck({
  id: "upgrades-pass",
  layer: "config",
  since: "0.1.0",
  title: "Where WebSocket is meant to pass, all of it is configured",
  about: [
    "A WebSocket needs three things of nginx: the Upgrade header, a Connection header that says so, and HTTP/1.1. Fires",
    "where one or two of them are there, since then the third was meant. Routes with none of them say nothing about",
    "WebSocket and are left alone, and so is a Connection header with a variable: nginx's manual makes it by a map of",
    "$http_upgrade.",
  ].join("\n"),
  for: "gateway",
  needs: {},
  causes: {
    "upgrade-not-forwarded": {
      title: ({ args }) => `WebSocket can't pass ${args.label}: ${args.why}`,
      meaning:
        "The gateway takes the upgrade off the request, and the service answers as to a plain one: 400, 426, or a page. Clients fall " +
        "back to polling, or reconnect for ever.",
      fix: (of) =>
        fix("Pass the upgrade on, over HTTP/1.1", [
          configStep(
            of,
            {
              nginx:
                'proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade";',
            },
            "Allow upgrades on this route.",
          ),
        ]),
      verify: () => ["curl -i -H 'Connection: Upgrade' -H 'Upgrade: websocket' http://localhost/"],
      includes: [],
    },
  },
  judge({ gateway }) {
    return conclude(
      gateway.routes.flatMap((route) => halfway(gateway, route)),
      "no upgrade is forwarded by halves",
    );
  },
});

function halfway(gateway: Gateway, route: Route): readonly Finding[] {
  const { headers, httpVersion, protocol } = route.forward;
  const upgrade = headers.find(named("upgrade"));
  const connection = headers.find(named("connection"));
  const asksUpgrade = connection !== undefined && /upgrade/i.test(textOf(connection));
  if (protocol !== "http" || upgrade === undefined || upgrade.value.length === 0) return [];
  const why =
    httpVersion.value === "1.0"
      ? "HTTP/1.0 is spoken, which knows no upgrade"
      : connection === undefined || (!asksUpgrade && connection.hasVariables !== true)
        ? "no Connection header asks for it"
        : undefined;
  if (why === undefined) return [];
  const claim = configClaim(gateway, {
    cause: "upgrade-not-forwarded",
    subject: routeSubject(gateway, route),
    value: httpVersion.value === "1.0" ? httpVersion.location : upgrade.location,
    places: [upgrade.location, route.location],
    evidence: [`${route.label} sends Upgrade, and ${why}`],
    args: { label: route.label, why },
  });
  return [latent(claim)];
}

function named(name: string): (header: HeaderSetting) => boolean {
  return (header) => header.name.toLowerCase() === name;
}

function textOf({ value }: HeaderSetting): string {
  return value.map((part) => (typeof part === "string" ? part : part.raw)).join("");
}
