import { defineCheck, type Finding } from "../../src/model/check.ts";
import type { Gateway, Route } from "../../src/model/config.ts";
import { addLine, type Edit } from "../../src/model/edit.ts";
import type { HeaderSetting } from "../../src/model/forward.ts";
import { configClaim, routeSubject } from "../../src/testimony/config-claim.ts";
import { everyRouteOnLine } from "../../src/testimony/every-route-on-line.ts";
import { configStep, fix } from "../../src/testimony/remedy.ts";
import { conclude, latent } from "../../src/testimony/verdict.ts";

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
        "back to polling, or reconnect forever.",
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
    const isFree = everyRouteOnLine(gateway, ({ forward }) => forward.location, onlyOld);
    const editOf = (route: Route) => (isFree(route.forward.location) ? newer(route) : undefined);
    return conclude(
      gateway.routes.flatMap((route) => halfway(gateway, route, editOf)),
      "no upgrade is forwarded incompletely",
    );
  },
});

function halfway(
  gateway: Gateway,
  route: Route,
  editOf: (route: Route) => Edit | undefined,
): readonly Finding[] {
  const { headers, httpVersion, protocol } = route.forward;
  const upgrade = headers.find(named("upgrade"));
  if (protocol !== "http" || upgrade === undefined || upgrade.value.length === 0) return [];
  const isOld = httpVersion.value === "1.0";
  if (!isOld && mayAskUpgrade(route)) return [];
  const why = isOld ? "HTTP/1.0 is spoken, which knows no upgrade" : "no Connection header asks for it";
  const claim = configClaim(gateway, {
    cause: "upgrade-not-forwarded",
    subject: routeSubject(gateway, route),
    value: isOld ? httpVersion.location : upgrade.location,
    places: [upgrade.location, route.location],
    evidence: [`${route.label} sends Upgrade, and ${why}`],
    args: { label: route.label, why },
    edit: gateway.kind === "nginx" ? editOf(route) : undefined,
  });
  return [latent(claim)];
}

/**
 * Certain where both headers are there and only the version is nginx's default: an Upgrade that comes in an HTTP/1.0
 * request is ignored (RFC 9110 section 7.8), so that nothing can rest on it. HTTP/1.0 that somebody wrote was meant.
 */
function onlyOld(route: Route): boolean {
  const { httpVersion, headers, protocol } = route.forward;
  const upgrade = headers.find(named("upgrade"));
  const isMeant = protocol === "http" && upgrade !== undefined && upgrade.value.length > 0;
  const isOld = httpVersion.value === "1.0" && httpVersion.isDefault;
  return isMeant && isOld && route.condition === undefined && mayAskUpgrade(route);
}

function newer({ forward }: Route): Edit {
  return { steps: [addLine(forward.location, "proxy_http_version 1.1;")] };
}

/** A Connection header says "upgrade", or holds a variable that may. */
function mayAskUpgrade({ forward }: Route): boolean {
  const connection = forward.headers.find(named("connection"));
  if (connection === undefined) return false;
  const asks = /upgrade/i.test(textOf(connection));
  return asks || connection.value.some((part) => typeof part !== "string");
}

function named(name: string): (header: HeaderSetting) => boolean {
  return (header) => header.name.toLowerCase() === name;
}

function textOf({ value }: HeaderSetting): string {
  return value.map((part) => (typeof part === "string" ? part : part.raw)).join("");
}
