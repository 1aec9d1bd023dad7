import type { Endpoint, Upstream } from "../../model/config.ts";
import type { HealthCheck } from "../../model/health-check.ts";
import { columns, hanging, padded, spread } from "../layout.ts";
import { type Line, span } from "../style.ts";
import { span as duration, plural } from "../wording.ts";
import { place } from "./setting.ts";

const MOST_ENDPOINTS = 50;

/** A group of endpoints with what the config says of each. */
export function upstreamLines(upstream: Upstream, width: number): Line[] {
  const { name, balance, keepalive, healthCheck, endpoints, location } = upstream;
  const shown = endpoints.slice(0, MOST_ENDPOINTS);
  const names = shown.reduce((most, { endpoint }) => Math.max(most, columns(endpoint)), 0);
  const facts = [
    balance.value,
    ...(keepalive === undefined
      ? []
      : [`keeps ${keepalive.connections.value} connections for ${duration(keepalive.idleMs.value)}`]),
    healthCheck === undefined ? "no active check" : checkText(healthCheck),
    ...discoveryTexts(upstream),
    ...limitTexts(upstream),
  ];
  return [
    spread(
      [span(name, "strong"), span(`  ${facts.join(" · ")}`)],
      [span(place(location), "quiet")],
      Math.min(width, 110),
    ),
    ...shown.flatMap((endpoint) =>
      hanging(
        [span("  "), span(padded(endpoint.endpoint, names), "command")],
        names + 4,
        endpointText(endpoint),
        width,
      ),
    ),
    ...(endpoints.length > shown.length
      ? [[span(`  and ${endpoints.length - shown.length} more`, "quiet")]]
      : []),
  ];
}

/** Who tells the endpoints, and by what the upstream is divided. */
function discoveryTexts({ discovery, subsets }: Upstream): readonly string[] {
  return [
    ...(discovery === undefined
      ? []
      : [`discovered by ${discovery.source}${discovery.isKnown ? "" : ", not in sight"}`]),
    ...(subsets === undefined
      ? []
      : [
          `divided by ${subsets.selectors.map(({ names }) => names.join(" with ")).join(", ")}, else ${subsets.fallback.value}`,
        ]),
  ];
}

/** What the config sets otherwise than the gateway would by itself. */
function limitTexts({ panic, circuit, ejectsAtMost }: Upstream): readonly string[] {
  const limits = Object.entries(circuit ?? {}).filter(([, setting]) => !setting.isDefault);
  return [
    ...(panic === undefined || panic.belowPercent.isDefault
      ? []
      : [
          panic.belowPercent.value === 0
            ? "never ignores health"
            : `ignores health below ${panic.belowPercent.value} %`,
        ]),
    ...(ejectsAtMost === undefined ? [] : [`ejects at most ${ejectsAtMost.value} %`]),
    ...(limits.length === 0
      ? []
      : [`at most ${limits.map(([name, { value }]) => `${value} ${name}`).join(", ")}`]),
  ];
}

function checkText({
  protocol,
  method,
  path,
  host,
  httpVersion,
  intervalMs,
  unhealthyAfter,
  healthyAfter,
}: HealthCheck): string {
  const asked = [
    ...(host === undefined ? [] : [host.value === "" ? "without Host" : `with Host ${host.value}`]),
    ...(httpVersion === undefined ? [] : [`over HTTP/${httpVersion.value}`]),
  ];
  const what = protocol === "http" ? [`${method.value} ${path.value}`, ...asked].join(" ") : protocol;
  return `checks ${what} every ${duration(intervalMs.value)}, down after ${unhealthyAfter.value}, up after ${healthyAfter.value}`;
}

function endpointText({
  role,
  priority,
  labels,
  check,
  intent,
  weight,
  maxConnections,
  ejection,
  resolution,
  location,
}: Endpoint): string {
  return [
    ...(intent.value === "active" ? [] : [intent.value]),
    ...(role === "backup"
      ? [priority === undefined || priority === 0 ? "backup" : `backup, priority ${priority}`]
      : []),
    ...(labels === undefined
      ? []
      : [
          Object.entries(labels)
            .map(([name, value]) => `${name}=${value}`)
            .join(" "),
        ]),
    ...(check?.port === undefined ? [] : [`checked at port ${check.port.value}`]),
    ...(check?.isOff === true ? ["not checked"] : []),
    `weight ${weight.value}`,
    ...(maxConnections === undefined ? [] : [`at most ${maxConnections.value} connections`]),
    ejection === undefined
      ? "never ejected"
      : `out for ${duration(ejection.penaltyMs.value)} after ${plural(ejection.failures.value, "failure")}${ejection.windowMs === undefined ? " in a row" : ` in ${duration(ejection.windowMs.value)}`}`,
    ...(resolution.kind === "system"
      ? [resolution.when === "run-time" ? "name resolved again and again" : "name resolved once, at start"]
      : []),
    ...(resolution.kind === "own" ? [`name resolved by ${resolution.resolvers.value.join(" ")}`] : []),
    ...(resolution.kind === "missing" ? ["name needs a resolver, and none is set"] : []),
    `line ${location.line}`,
  ].join(" · ");
}
