import type { HealthCheck } from "../../../model/health-check.ts";
import { assumed, type Location, type Setting, written } from "../../../model/source.ts";
import type { Site } from "./context.ts";
import { flagOption, type LineOptions } from "./line-options.ts";
import { alpn, checkServerName, readTls } from "./tls.ts";

/** Whatever version its request names: the protocol of the traffic holds for checks, unless they have their own. */
export function speaksHttp2(options: LineOptions): boolean {
  return (options.get("check-proto") ?? options.get("proto"))?.value === "h2";
}

export function hasOwnPlace(options: LineOptions): boolean {
  return options.has("port") || options.has("addr");
}

export type Transport = Pick<HealthCheck, "tls" | "serverName" | "alpn">;

export function transport(
  options: LineOptions,
  host: string | undefined,
  at: Location,
  site: Site,
): Transport {
  const isTls =
    options.has("check-ssl") || (options.has("ssl") && !hasOwnPlace(options) && !options.has("no-check-ssl"));
  if (!isTls) return { tls: "none" };
  const tls = readTls(options, at, site);
  const offered = alpn(options, "check-alpn") ?? assumed([], at);
  return { tls, serverName: checkServerName(options, host, at, site), alpn: offered };
}

/** As for the traffic, unless the check goes elsewhere; `check-send-proxy` always. */
export function checkProxyProtocol(options: LineOptions, at: Location): Setting<0 | 1 | 2> {
  const own = flagOption(options, "check-send-proxy");
  const traffic = proxyProtocol(options, at);
  if (own === undefined && hasOwnPlace(options)) return assumed(0, at);
  return own !== undefined && traffic.value === 0 ? written(1, own.location) : traffic;
}

/** `send-proxy` and its kin. */
export function proxyProtocol(options: LineOptions, at: Location): Setting<0 | 1 | 2> {
  for (const name of ["send-proxy-v2", "send-proxy-v2-ssl", "send-proxy-v2-ssl-cn"]) {
    const found = flagOption(options, name);
    if (found !== undefined) return written(2, found.location);
  }
  const first = flagOption(options, "send-proxy");
  return first === undefined ? assumed(0, at) : written(1, first.location);
}
