import type { SubjectOf } from "./check.ts";
import type { Endpoint, Gateway, GatewayKind, Route, Target } from "./config.ts";
import type { Observation } from "./observation.ts";
import type { Location } from "./source.ts";
import { subjectKey } from "./subject.ts";

/** A length of time for people: "3.1 ms", "240 ms", "6.2 s", "4 min", "84 days". */
export function duration(ms: number): string {
  if (ms < 10) return `${trimmed(ms)} ms`;
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 120_000) return `${trimmed(ms / 1000)} s`;
  if (ms < 7_200_000) return `${Math.round(ms / 60_000)} min`;
  if (ms < 172_800_000) return `${Math.round(ms / 3_600_000)} h`;
  return `${Math.round(ms / 86_400_000)} days`;
}

function trimmed(value: number): string {
  return value.toFixed(1).replace(/\.0$/, "");
}

/** "a, b and 3 more": at most `limit` names. */
export function listed(names: readonly string[], limit = 3): string {
  if (names.length === 0) return "none";
  if (names.length > limit) return `${names.slice(0, limit).join(", ")} and ${names.length - limit} more`;
  return names.length === 1 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

/** Start of a text on one line, for a quotation. */
export function quoted(text: string, limit = 80): string {
  const line = text.replace(/\s+/g, " ").trim();
  return `"${line.length > limit ? `${line.slice(0, limit - 1)}…` : line}"`;
}

/**
 * One word of a POSIX shell that stands for exactly this text. Control characters become "?", because a line break or
 * an escape that a hostile name brings along must not reach a prompt.
 */
export function shellQuote(text: string): string {
  const safe = text.replace(/[\u0000-\u001f\u007f-\u009f]/g, "?");
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(safe) ? safe : `'${safe.replaceAll("'", "'\\''")}'`;
}

/** The text if it can stand for a host name in a line of config; "" for one that could say something else there. */
export function hostWord(text: string): string {
  return /^[A-Za-z0-9_.-]{1,253}$/.test(text) ? text : "";
}

/** "10.0.0.5:8443", "[::1]:80", "unix:/run/app.sock". */
export function targetText(target: Target): string {
  if (target.kind === "unix") return `unix:${target.path}`;
  return target.host.includes(":") && !target.host.startsWith("[")
    ? `[${target.host}]:${target.port}`
    : `${target.host}:${target.port}`;
}

/** As their makers write them. */
const NAMES = {
  nginx: "nginx",
  envoy: "Envoy",
  haproxy: "HAProxy",
  kong: "Kong",
  "spring-cloud-gateway": "Spring Cloud Gateway",
  traefik: "Traefik",
  caddy: "Caddy",
  apisix: "APISIX",
  litellm: "LiteLLM",
  kubernetes: "Kubernetes",
  none: "the client",
} as const satisfies Record<GatewayKind, string>;

/** Who asks, as a sentence names it. */
export function asker({ kind }: Pick<Gateway, "kind">): string {
  return NAMES[kind];
}

/** Those of the others that speak of a subject that this one speaks of: its experiments, or its other layers. */
export function alike<Other extends Observation>(
  one: Observation,
  others: readonly Other[],
): readonly Other[] {
  const keys = new Set(one.subjects.map(subjectKey));
  return others.filter((other) => other.subjects.some((subject) => keys.has(subjectKey(subject))));
}

/** The route whose way of asking this is. */
export function routeOf(about: SubjectOf["endpoint"], seen: Observation): Route | undefined {
  const ids = seen.subjects.map((subject) => subject.route);
  return about.routes.find((route) => ids.includes(route.id)) ?? about.routes[0];
}

/** In the order of reports: the value to change, the endpoint's line, the route's. A bare target has no lines. */
export function places(
  value: Location | undefined,
  endpoint: Endpoint,
  route: Route | undefined,
): readonly Location[] {
  const seen = new Set<string>();
  return [value, endpoint.location, route?.location].filter((location): location is Location => {
    if (location === undefined || location.file === "") return false;
    const key = `${location.file}:${location.line}:${location.column}`;
    return !seen.has(key) && seen.add(key) !== undefined;
  });
}

/** Ground of failures that one line of config has in common. */
export function settingGround(location: Location | undefined, endpoint: Endpoint): string {
  if (location === undefined || location.file === "") return endpointGround(endpoint);
  return `setting:${location.file}:${location.line}:${location.column}`;
}

/** Ground of failures that lie at the endpoint itself, whichever upstream names it. */
export function endpointGround(endpoint: Endpoint): string {
  return `endpoint:${endpoint.endpoint}`;
}
