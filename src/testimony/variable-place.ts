import type { Endpoint, Gateway, Upstream } from "../model/config.ts";
import { targetText } from "../model/evidence.ts";
import type { LogEvent, ObservationOf } from "../model/observation.ts";
import { assumed } from "../model/source.ts";

/** Upstreams whose places are known only when a request comes. */
export function unknownPlaces({ upstreams, routes }: Gateway): readonly Upstream[] {
  const reached = new Set(routes.map(({ forward }) => forward.upstream));
  return upstreams.filter(
    (one) =>
      (one.form === "variable" || goesWhereAsked(one)) && one.endpoints.length === 0 && reached.has(one.id),
  );
}

/** Requests go to the address, or the name, that their client meant: Envoy's ORIGINAL_DST and forward proxies. */
function goesWhereAsked({ discovery }: Upstream): boolean {
  return discovery?.kind === "destination";
}

/** Whether a logged place belongs to no endpoint of the config. */
export function isUnclaimed(
  { event, peer, detail }: LogEvent,
  { upstreams }: Gateway,
  connects: readonly ObservationOf<"connect">[],
): boolean {
  const targets = upstreams.flatMap(({ endpoints }) => endpoints.map(({ target }) => target));
  if (event === "name-not-resolved")
    return detail !== undefined && !targets.some((one) => one.kind === "tcp" && one.host === detail);
  if (peer === undefined || !/^unix:|:\d+$/.test(peer)) return false;
  return ![...targets, ...connects.map(({ request }) => request.target)].some(
    (one) => targetText(one) === peer,
  );
}

/** Whether a logged place fits what is written of the upstream: "$1.internal:8081", "unix:/run/$tenant.sock". */
export function mayStandFor(unknown: Upstream, logged: LogEvent): boolean {
  const { name } = unknown;
  const { event, peer = "", detail = "" } = logged;
  // beside it there may be others whose places only a control plane knows
  if (goesWhereAsked(unknown)) return logged.upstream === name;
  const [, host = name, port] = /^(.*?)(?::(\d+))?$/s.exec(name) ?? [];
  if (event === "name-not-resolved") return fits(host, detail);
  if (name.startsWith("unix:") || peer.startsWith("unix:")) return fits(name, peer);
  // What a name became is an address, of which the port alone is written.
  return port === undefined || peer.endsWith(`:${port}`);
}

/** A variable stands for any text. */
function fits(written: string, text: string): boolean {
  const parts = written.split(/\$(?:\w+|\{\w+\})/).map((part) => part.toLowerCase());
  const [first = "", ...rest] = parts;
  const last = rest.pop();
  const found = text.toLowerCase();
  if (last === undefined) return found === first;
  if (!found.startsWith(first) || !found.endsWith(last)) return false;
  let at = first.length;
  for (const part of rest) {
    const next = found.indexOf(part, at);
    if (next < 0) return false;
    at = next + part.length;
  }
  return at <= found.length - last.length;
}

/** A logged place as an endpoint would be: the texts of causes name one. */
export function placeAsEndpoint(at: string, { location }: Upstream): Endpoint {
  const [, host = at, port = "0"] = /^\[?(.*?)\]?:(\d+)$/.exec(at) ?? [];
  const isUnix = at.startsWith("unix:");
  return {
    endpoint: at,
    target: isUnix
      ? { kind: "unix", path: at.slice("unix:".length) }
      : { kind: "tcp", host, port: Number(port), isAddress: false },
    role: "primary",
    intent: assumed("active", location),
    weight: assumed(1, location),
    maxConnections: undefined,
    ejection: undefined,
    resolution: { kind: "none" },
    location,
  };
}
