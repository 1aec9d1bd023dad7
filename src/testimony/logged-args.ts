import type { Args } from "../model/check.ts";
import type { Endpoint } from "../model/config.ts";
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
  return {
    ...UNMEASURED,
    ...pauseArgs(forward),
    ...placeArgs(place, forward),
    ...nameArgs(about.endpoint, place),
    endpoint: about.endpoint.endpoint,
    via: about.endpoint.resolution.kind,
    user: gateway.user?.value ?? "the account of the workers",
    account: gateway.user?.value ?? "www-data",
    code: event === "certificate-rejected" ? verifyError(detail) : rcodeWord(errno),
    source: detail ?? "",
    checked: detail ?? "the name",
    limit: event === "body-timeout" ? waits(forward) : (forward?.responseHeaderBytes.value ?? 0),
    rule: detail ?? "",
    ...(event === "handshake-failed" && cipherArgs(forward)),
  };
}

/** What the gateway's library refuses by itself it takes at a lower level of security (SSL_CTX_set_security_level(3)). */
function cipherArgs(forward: Forward | undefined): Args {
  return { offered: shellQuote(forward?.tls?.ciphers.value ?? "DEFAULT"), wanted: "DEFAULT@SECLEVEL=1" };
}

/** Number of OpenSSL's verification error, which begins the detail: "10:certificate has expired". */
function verifyError(detail: string | undefined): number {
  return Number.parseInt(detail ?? "", 10) || 0;
}

function rcodeWord(errno: number | undefined): string {
  return errno === 5 ? "REFUSED" : errno === 2 ? "SERVFAIL" : "an error";
}

/** Words for what only a measurement tells. */
const UNMEASURED = {
  servers: "of the config",
  count: 2,
  isShort: 0,
  ago: "some time",
  from: "a later time",
  sent: "none",
  works: "",
  bytes: "too many",
  spoken: "something else",
  isNow: 1,
  issuer: "the CA that signed it",
  isPublic: 0,
} as const satisfies Args;

/** The peer, and how it is reached by hand. */
function placeArgs(place: string, forward: Forward | undefined): Args {
  const protocol = forward?.protocol ?? "http";
  const tls = forward?.tls;
  const isUnix = place.startsWith("unix:");
  const path = place.slice("unix:".length);
  const { host, port } = hostAndPort(place);
  return {
    target: place,
    place,
    host: isUnix ? path : host,
    port: isUnix ? 0 : Number(port),
    family: ["http", "tcp", "udp"].includes(protocol) ? "proxy" : protocol,
    asked: protocol,
    offered: tls?.versions.value.join(", ") ?? "",
    reach: isUnix
      ? `nc -zvU ${shellQuote(path)}`
      : `nc -vz${protocol === "udp" ? "u" : ""} -w 5 ${shellQuote(host)} ${port}`,
    nc: isUnix ? `-U ${shellQuote(path)}` : `${shellQuote(host)} ${port}`,
    openssl: `openssl s_client -connect ${shellQuote(place)} -showcerts </dev/null`,
    curl: isUnix
      ? `curl -sv --unix-socket ${shellQuote(path)} http://localhost/`
      : `curl -sv ${tls === undefined ? "http" : "-k https"}://${shellQuote(place)}/`,
  };
}

function nameArgs({ target }: Endpoint, place: string): Args {
  const { host } = hostAndPort(place);
  return {
    name: target.kind === "tcp" ? target.host : "",
    // a name of services has no addresses of its own (RFC 2782)
    look: host.startsWith("_") ? `dig +short SRV ${shellQuote(host)}` : `getent ahosts ${shellQuote(host)}`,
    dig: `dig ${shellQuote(target.kind === "tcp" ? target.host : host)}`,
  };
}

function hostAndPort(place: string): { readonly host: string; readonly port: string } {
  const [, host = place, port = ""] = /^\[?(.*?)\]?:(\d+)$/.exec(place) ?? [];
  return { host, port };
}

/** The pause itself is not in the log: it was longer than the gateway waits. */
function pauseArgs(forward: Forward | undefined): Args {
  const waitedMs = forward?.timeouts.readIdleMs.value ?? 0;
  const wantedS = Math.ceil((waitedMs * 2) / 1000);
  return { took: "longer, with a pause in it", setting: "read", wanted: `${wantedS}s`, patience: wantedS };
}

function waits(forward: Forward | undefined): string {
  return duration(forward?.timeouts.readIdleMs.value ?? 0);
}
