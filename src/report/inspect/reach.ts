import type { Endpoint, Route, Target } from "../../model/config.ts";
import type { Forward } from "../../model/forward.ts";
import { rewritePath } from "../../model/rewrite.ts";

const SCHEMES = {
  http: ["http", "https"],
  grpc: ["grpc", "grpcs"],
  fastcgi: ["fastcgi", "fastcgi"],
  uwsgi: ["uwsgi", "suwsgi"],
  scgi: ["scgi", "scgi"],
  memcached: ["memcached", "memcached"],
  tcp: ["tcp", "tls"],
  udp: ["udp", "dtls"],
} as const satisfies Record<Forward["protocol"], readonly [plain: string, tls: string]>;

/** The URL that reaches the service as the gateway does: the endpoint, and the route's own path as it is rewritten. */
export function reachUrl(route: Route, endpoint: Endpoint): string {
  const { forward } = route;
  const scheme = SCHEMES[forward.protocol][forward.tls === undefined ? 0 : 1];
  return `${scheme}://${authority(endpoint.target)}${path(route)}`;
}

function authority(target: Target): string {
  if (target.kind === "unix") return `unix:${target.path}:`;
  return target.host.includes(":") ? `[${target.host}]:${target.port}` : `${target.host}:${target.port}`;
}

/** Protocols whose requests carry parameters or nothing at all, where others have a path. */
const PATHLESS: ReadonlySet<Forward["protocol"]> = new Set([
  "fastcgi",
  "uwsgi",
  "scgi",
  "memcached",
  "tcp",
  "udp",
]);

function path({ match, forward }: Route): string {
  if (match.kind === "connection" || PATHLESS.has(forward.protocol)) return "";
  const asked = match.kind === "prefix" || match.kind === "exact" ? match.path : "/";
  return rewritePath(forward.path.value, asked) ?? "/…";
}
