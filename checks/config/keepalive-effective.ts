import { defineCheck, type Finding } from "../../src/model/check.ts";
import type { Gateway, Keepalive, Route, Upstream } from "../../src/model/config.ts";
import { addLine, type Edit } from "../../src/model/edit.ts";
import type { HeaderSetting } from "../../src/model/forward.ts";
import type { Location } from "../../src/model/source.ts";
import { configClaim, routeSubject } from "../../src/testimony/config-claim.ts";
import { everyRouteOnLine } from "../../src/testimony/every-route-on-line.ts";
import { toldFindings } from "../../src/testimony/problem.ts";
import { configStep, fix } from "../../src/testimony/remedy.ts";
import { upstreamsById } from "../../src/testimony/upstreams-by-id.ts";
import { conclude, latent } from "../../src/testimony/verdict.ts";

export default defineCheck({
  id: "keepalive-effective",
  layer: "config",
  since: "0.1.0",
  title: "Where idle connections to an upstream are kept they can be used again",
  about: [
    "Looks at routes to upstreams that keep idle connections because the config says so. They are closed after each request",
    "all the same if the gateway speaks HTTP/1.0 or sends `Connection: close` (nginx before 1.29.7 does both by default), or",
    "if a balancing method stands behind `keepalive` (before 1.29.7: nginx warns that it is redefined, and keeps none).",
    "A `map` that gives `close` to every request without an upgrade does the same. Of another variable nothing is said,",
    "since it may be empty for most requests, nor of routes of other protocols than HTTP.",
  ].join("\n"),
  for: "gateway",
  needs: {},
  causes: {
    "keepalive-misconfigured": {
      title: ({ args }) => `Idle connections to ${args.upstream} are kept, and never used again: ${args.why}`,
      meaning:
        "Every request opens a connection of its own although a pool is configured. That costs a handshake each time, and under " +
        "load local ports: `Cannot assign requested address`.",
      fix: (of) =>
        fix("Speak HTTP/1.1 and leave the connection open", [
          configStep(
            of,
            {
              nginx:
                of.args.variable === ""
                  ? 'proxy_http_version 1.1; proxy_set_header Connection ""; where the requests are passed'
                  : `in the map of ${of.args.variable}: '' ''; in the place of close`,
            },
            "Use HTTP/1.1 and send no Connection: close.",
          ),
        ]),
      verify: () => ["ss -tan state time-wait | wc -l"],
      includes: [],
    },
  },
  judge({ gateway }) {
    const unused = unusedIn(gateway);
    const editOf = editsOf(gateway, unused);
    return conclude(
      [
        ...unused.map((one) => findingOf(gateway, one, editOf(one))),
        ...toldFindings(gateway, "keepalive-misconfigured"),
      ],
      "idle connections can be reused",
    );
  },
});

/** A route that uses no idle connection again, of an upstream that keeps some. */
interface Unused {
  readonly route: Route;
  readonly upstream: Upstream;
  readonly keepalive: Keepalive;
  /** It speaks HTTP/1.0. */
  readonly isOld: boolean;
  readonly closing: HeaderSetting | undefined;
}

function findingOf(
  gateway: Gateway,
  { route, upstream, keepalive, isOld, closing }: Unused,
  edit: Edit | undefined,
): Finding {
  const { forward } = route;
  const variable = isOld || closing === undefined ? "" : variableIn(closing);
  const unless = variable === "" ? "" : " wherever no upgrade is asked for";
  const why = isOld ? "HTTP/1.0 is spoken" : `Connection: close is sent${unless}`;
  const claim = configClaim(gateway, {
    cause: "keepalive-misconfigured",
    subject: routeSubject(gateway, route),
    value: isOld ? forward.httpVersion.location : (closing?.location ?? forward.location),
    places: [keepalive.connections.location, route.location],
    evidence: [
      `${upstream.name} keeps ${keepalive.connections.value} connections, and for ${route.label} ${why}`,
    ],
    ground: `keepalive:${upstream.id}`,
    args: { upstream: upstream.name, why, variable },
    edit,
  });
  return latent(claim);
}

/** Each route is asked once: configs have tens of thousands of them. */
function unusedIn(gateway: Gateway): readonly Unused[] {
  const upstreams = upstreamsById(gateway);
  const unused: Unused[] = [];
  for (const route of gateway.routes) {
    const { forward } = route;
    const upstream = upstreams.get(forward.upstream);
    const keepalive = upstream?.keepalive;
    if (upstream === undefined || keepalive === undefined) continue;
    if (keepalive.connections.isDefault || forward.protocol !== "http") continue;
    const { headers } = forward;
    const closing = headers.find(closes);
    const isOld = forward.httpVersion.value === "1.0";
    // with HTTP/1.0 an explicit "keep-alive" would still do, which some services heed
    if (isOld ? headers.some(keepsAlive) : closing === undefined) continue;
    unused.push({ route, upstream, keepalive, isOld, closing });
  }
  return unused;
}

/**
 * Certain where only nginx's defaults are in the way, which is what its manual says to change beside `keepalive`
 * (ngx_http_upstream_module): whoever wrote HTTP/1.0 or `Connection: close` meant it. The header goes to the list that
 * is sent, or there would be no other list in force; and where a line works for several routes, all must want it.
 */
function editsOf(gateway: Gateway, unused: readonly Unused[]): (one: Unused) => Edit | undefined {
  if (gateway.kind !== "nginx") return () => undefined;
  const wanted = new Set(
    unused
      .filter(
        ({ route, isOld }) =>
          route.condition === undefined &&
          (!isOld || route.forward.httpVersion.isDefault) &&
          !route.forward.headers.some((header) => closes(header) && !isOwnDefault(route, header)),
      )
      .map(({ route }) => route),
  );
  if (wanted.size === 0) return () => undefined;
  const isWanted = (route: Route): boolean => wanted.has(route);
  const isPassFree = everyRouteOnLine(gateway, ({ forward }) => forward.location, isWanted);
  const isListFree = everyRouteOnLine(gateway, headerLine, isWanted);
  return ({ route, isOld, closing }) => {
    if (!wanted.has(route)) return undefined;
    const { forward } = route;
    const list = headerLine(route);
    const isClosed = closing !== undefined;
    if (!isPassFree(forward.location) || (isClosed && list !== undefined && !isListFree(list)))
      return undefined;
    const version = addLine(forward.location, "proxy_http_version 1.1;");
    const header = addLine(list ?? forward.location, 'proxy_set_header Connection "";');
    return {
      steps: [...(isOld ? [version] : []), ...(isClosed ? [header] : [])],
    };
  };
}

/** The first line of the list of headers that the route sends, wherever it stands. */
function headerLine(route: Route): Location | undefined {
  const written = route.forward.headers.find((header) => !isOwnDefault(route, header))?.location;
  if (written !== undefined) return written;
  const { host } = route.forward;
  return host.isDefault ? undefined : host.location;
}

/** What nginx sends by itself acts on the line of the pass. */
function isOwnDefault({ forward }: Route, { location }: HeaderSetting): boolean {
  const { file, line, column } = forward.location;
  return location.file === file && location.line === line && location.column === column;
}

function closes(header: HeaderSetting): boolean {
  return connectionText(header) === "close";
}

/** "$connection_upgrade". */
function variableIn({ value: [only] }: HeaderSetting): string {
  return only === undefined || typeof only === "string" ? "" : only.raw;
}

function keepsAlive(header: HeaderSetting): boolean {
  return connectionText(header) === "keep-alive";
}

/** What the Connection header says for plain requests, those that ask for no upgrade. */
function connectionText({ name, value }: HeaderSetting): string | undefined {
  // of hundreds of thousands of headers most end here
  if (name.length !== "connection".length || name.toLowerCase() !== "connection") return undefined;
  const [only, other] = value;
  if (only === undefined || other !== undefined) return undefined;
  return (typeof only === "string" ? only : only.text)?.toLowerCase();
}
