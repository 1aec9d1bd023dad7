import type { Args } from "../model/check.ts";
import { duration, shellQuote } from "../model/evidence.ts";
import type { Forward } from "../model/forward.ts";
import type { EndpointLook } from "./claim.ts";
import type { Logged } from "./logged.ts";

/**
 * What the texts of causes want to name and a log line does not hold, in words that say no more than the line does. A
 * check that measured the same names the true values.
 */
export function loggedArgs(
  { about, gateway }: Pick<EndpointLook, "about" | "gateway">,
  { event, peer, detail, errno }: Pick<Logged, "event" | "peer" | "detail" | "errno">,
): Args {
  const forward = about.routes[0]?.forward;
  const place = peer ?? about.endpoint.endpoint;
  const [, host = place, port = ""] = /^\[?(.*?)\]?:(\d+)$/.exec(place) ?? [];
  const isUnix = place.startsWith("unix:");
  const protocol = forward?.protocol ?? "http";
  const tls = forward?.tls;
  // The pause itself is not in the log: it was longer than the gateway waits.
  const patience = Math.ceil(((forward?.timeouts.readIdleMs.value ?? 0) * 2) / 1000);
  return {
    took: "longer, with a pause in it",
    setting: "read",
    wanted: `${patience}s`,
    patience,
    endpoint: about.endpoint.endpoint,
    target: place,
    place,
    host: isUnix ? place.slice("unix:".length) : host,
    port: isUnix ? 0 : Number(port),
    name: about.endpoint.target.kind === "tcp" ? about.endpoint.target.host : "",
    via: about.endpoint.resolution.kind,
    family: ["http", "tcp", "udp"].includes(protocol) ? "proxy" : protocol,
    reach: isUnix ? `nc -zvU ${shellQuote(place.slice(5))}` : `nc -vz -w 5 ${shellQuote(host)} ${port}`,
    openssl: `openssl s_client -connect ${shellQuote(place)} -showcerts </dev/null`,
    curl: isUnix
      ? `curl -sv --unix-socket ${shellQuote(place.slice(5))} http://localhost/`
      : `curl -sv ${tls === undefined ? "http" : "-k https"}://${shellQuote(place)}/`,
    look: `getent ahosts ${shellQuote(host)}`,
    user: gateway.user?.value ?? "the account of the workers",
    account: gateway.user?.value ?? "www-data",
    servers: "of the config",
    count: 2,
    code: errno === 5 ? "REFUSED" : errno === 2 ? "SERVFAIL" : "an error",
    dig: `dig ${shellQuote(about.endpoint.target.kind === "tcp" ? about.endpoint.target.host : host)}`,
    isShort: 0,
    source: detail ?? "",
    ago: "some time",
    from: "a later time",
    checked: detail ?? "the name",
    sent: "none",
    works: "",
    offered: tls?.versions.value.join(", ") ?? "",
    bytes: "too many",
    limit: event === "body-timeout" ? waits(forward) : (forward?.responseHeaderBytes.value ?? 0),
    rule: detail ?? "",
    asked: protocol,
    spoken: "something else",
    isNow: 1,
  };
}

function waits(forward: Forward | undefined): string {
  return duration(forward?.timeouts.readIdleMs.value ?? 0);
}
