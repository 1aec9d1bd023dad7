import type { Route, Upstream } from "../../model/config.ts";
import type { Forward, Retry } from "../../model/forward.ts";
import { groupedDigits } from "../../model/grouped-digits.ts";
import type { Location } from "../../model/source.ts";
import { flow, hanging, spread } from "../layout.ts";
import { type Line, span } from "../style.ts";
import { span as duration, plural } from "../wording.ts";
import { reachUrl } from "./reach.ts";
import { place, templateText, timeText, withOrigin } from "./setting.ts";

const INDENT = 13;
const MOST_ENDPOINTS = 6;

/** A route, where it leads, and how the gateway asks there. */
export function routeLines(route: Route, upstream: Upstream | undefined, width: number): Line[] {
  const hosts =
    route.hosts.length === 0
      ? ""
      : `  for ${route.hosts.slice(0, 5).join(" ")}${route.hosts.length > 5 ? " …" : ""}`;
  const condition = route.condition === undefined ? "" : `  if ${route.condition}`;
  const { forward, location } = route;
  const texts: readonly (readonly [string, string])[] = [
    ["upstream", upstream === undefined ? forward.upstream : upstreamText(upstream)],
    ["Host", forward.protocol === "http" || forward.protocol === "grpc" ? hostText(forward, location) : ""],
    ["TLS", tlsText(forward, location)],
    ["sends", headerText(forward)],
    ["waits", waits(forward, location)],
    ["retries", retries(forward.retry, location)],
  ];
  return [
    spread(
      [span(route.label, "strong"), span(hosts + condition)],
      [span(place(forward.location), "quiet")],
      Math.min(width, 110),
    ),
    ...field("reaches", upstream === undefined ? [] : urls(route, upstream), width),
    ...texts.flatMap(([name, text]) =>
      text === "" ? [] : hanging([span(`  ${name}`, "quiet")], INDENT, text, width),
    ),
  ];
}

function field(name: string, items: readonly string[], width: number): Line[] {
  return flow(items, "  ", width - INDENT).map((row, index) => [
    span(`  ${index === 0 ? name : ""}`.padEnd(INDENT), "quiet"),
    span(row, "command"),
  ]);
}

function urls(route: Route, upstream: Upstream): readonly string[] {
  const shown = upstream.endpoints.slice(0, MOST_ENDPOINTS).map((endpoint) => reachUrl(route, endpoint));
  const rest = upstream.endpoints.length - shown.length;
  return [
    ...shown,
    ...(rest > 0 ? [`and ${groupedDigits(rest)} more`] : []),
    ...(shown.some((url) => url.endsWith("…")) ? ["(the path depends on the request)"] : []),
  ];
}

function upstreamText({ name, form, endpoints }: Upstream): string {
  if (form === "variable") return `${name} (known only per request)`;
  return form === "literal" ? name : `${name} (${plural(endpoints.length, "endpoint")})`;
}

function hostText({ host, httpVersion }: Forward, home: Location): string {
  const name = withOrigin(templateText(host.value) || "none", host, home);
  return `${name} · HTTP/${withOrigin(httpVersion.value, httpVersion, home)}`;
}

function tlsText({ tls }: Forward, home: Location): string {
  if (tls === undefined) return "";
  const { serverName, verify, verifyName, trust, versions } = tls;
  const name = serverName.value.kind === "none" ? "none" : templateText(serverName.value.name);
  const trusted = trust.value.kind === "file" ? trust.value.path : trust.value.kind;
  return [
    `SNI ${withOrigin(name, serverName, home)}`,
    verify.value
      ? `verifies ${withOrigin(templateText(verifyName.value), verifyName, home)} against ${withOrigin(trusted, trust, home)}`
      : `verifies nothing (${verify.isDefault ? "default" : `line ${verify.location.line}`})`,
    withOrigin(versions.value.join(" "), versions, home),
    ...(tls.clientCertificate === undefined
      ? []
      : [`client certificate ${tls.clientCertificate.certificateFile.value}`]),
  ].join(" · ");
}

function headerText({ headers, proxyProtocol, sourceAddress }: Forward): string {
  return [
    ...headers.map(({ name, value }) =>
      templateText(value) === "" ? `no ${name}` : `${name}: ${templateText(value)}`,
    ),
    ...(proxyProtocol.value === 0 ? [] : [`PROXY protocol ${proxyProtocol.value}`]),
    ...(sourceAddress === undefined ? [] : [`from ${sourceAddress.value}`]),
  ].join(" · ");
}

/** The chain of limits, in the order in which a request meets them. */
function waits({ timeouts, tls }: Forward, home: Location): string {
  const { connectMs, handshakeMs, sendIdleMs, readIdleMs, requestMs, client } = timeouts;
  return [
    ...(client === undefined ? [] : [`client's body ${timeText(client.bodyIdleMs, home)}`]),
    `connect ${timeText(connectMs, home)}`,
    ...(tls === undefined ? [] : [`handshake ${timeText(handshakeMs, home)}`]),
    ...(sendIdleMs === undefined ? [] : [`send ${timeText(sendIdleMs, home)}`]),
    `read ${timeText(readIdleMs, home)}`,
    ...(requestMs === undefined ? [] : [`whole request ${timeText(requestMs, home)}`]),
    ...(client === undefined ? [] : [`client takes the answer ${timeText(client.answerIdleMs, home)}`]),
  ].join(" → ");
}

function retries({ on, attempts, totalMs }: Retry, home: Location): string {
  if (on.value.length === 0) return withOrigin("never", on, home);
  const conditions = on.value.map((condition) =>
    typeof condition === "string" ? condition : `${condition.status}`,
  );
  const most = attempts.value === 0 ? "every endpoint" : `at most ${attempts.value}`;
  return [
    `after ${withOrigin(conditions.join(", "), on, home)}`,
    withOrigin(most, attempts, home),
    ...(totalMs.value === 0 ? [] : [withOrigin(`${duration(totalMs.value)} in all`, totalMs, home)]),
  ].join(" · ");
}
