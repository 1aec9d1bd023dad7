import type { EndpointCheck } from "../../../model/config.ts";
import type { HeaderSetting } from "../../../model/forward.ts";
import type { HealthCheck } from "../../../model/health-check.ts";
import { assumed, type Location, type Setting, written } from "../../../model/source.ts";
import { type Line, wordAt } from "../ast.ts";
import { connectOptions } from "./check-connect.ts";
import type { Site } from "./context.ts";
import { checkRequest, expected } from "./http-check.ts";
import {
  countOption,
  flagOption,
  type LineOptions,
  textOption,
  timeOption,
  valueAt,
} from "./line-options.ts";
import { inherited, lastOption, type ProxySection, timeout } from "./proxy.ts";
import { alpn, checkServerName, readTls } from "./tls.ts";

const CHECKS = [
  "httpchk",
  "tcp-check",
  "ssl-hello-chk",
  "smtpchk",
  "mysql-check",
  "pgsql-check",
  "redis-check",
  "ldap-check",
  "spop-check",
  "external-check",
] as const;

/** `inter`, `fall` and `rise` of section 5.2. */
const INTERVAL_MS = 2_000;
const FALL = 3;
const RISE = 2;

/** Which kind of check a backend does; each of these options turns the others off. */
export function checkOption(proxy: ProxySection): Line | undefined {
  return lastOption(proxy, CHECKS);
}

/**
 * How the servers of a backend are checked, from the options of one of them. Without any option of the backend a check is
 * a connection; it goes over TLS where the traffic does, unless it has a port or an address of its own.
 */
export function readCheck(proxy: ProxySection, own: LineOptions, site: Site): HealthCheck {
  const rules = inherited(proxy, checkOption(proxy)?.words[1] === "httpchk" ? "http-check" : "tcp-check");
  const options = connectOptions(rules, own);
  const start = options.get("check");
  const at = start === undefined ? wordAt(proxy.section.line, 0) : valueAt(start);
  const option = checkOption(proxy);
  const intervalMs = timeOption(options, "inter") ?? assumed(INTERVAL_MS, at);
  const kind = option?.words[1];
  const isHttp = kind === "httpchk" && option !== undefined;
  const common = {
    intervalMs,
    timeoutMs: timeout(proxy, "check") ?? assumed(intervalMs.value, at),
    unhealthyAfter: countOption(options, "fall") ?? assumed(FALL, at),
    healthyAfter: countOption(options, "rise") ?? assumed(RISE, at),
    port: countOption(options, "port"),
    rawRequest: undefined,
    grpcService: undefined,
    startsDown: ["down", "fully-down"].includes(options.get("init-state")?.value ?? ""),
    isSequential: true,
    proxyProtocol: checkProxyProtocol(options, at),
    location: at,
  } as const;
  if (!isHttp) return { ...common, ...plainCheck(kind, at), ...transport(options, undefined, at, site) };
  const request = checkRequest(
    option,
    rules.find(({ words }) => words[1] === "send"),
  );
  const expects = expected(
    rules.filter(({ words }) => words[1] === "expect"),
    at,
  );
  return {
    ...common,
    protocol: "http",
    method: request.method,
    path: request.path,
    host: request.host ?? assumed("", at),
    httpVersion: speaksHttp2(options) ? assumed("2", at) : request.version,
    headers: [...request.headers, ...closing(request.version.value, request.headers, at)],
    isBare: true,
    ...(request.body !== "" && { body: request.body }),
    expectStatus: expects.status,
    ...(expects.body !== undefined && { expectBody: expects.body }),
    ...transport(options, request.host?.value, at, site),
  };
}

/** In HTTP/1.1 a check asks for the end of the connection. */
function closing(
  version: string,
  headers: readonly HeaderSetting[],
  location: Location,
): readonly HeaderSetting[] {
  const isNeeded = version === "1.1" && !headers.some(({ name }) => name.toLowerCase() === "connection");
  return isNeeded ? [{ name: "connection", value: ["close"], location }] : [];
}

/** Whatever version its request names: the protocol of the traffic holds for checks, unless they have their own. */
function speaksHttp2(options: LineOptions): boolean {
  return (options.get("check-proto") ?? options.get("proto"))?.value === "h2";
}

function plainCheck(
  kind: string | undefined,
  at: Location,
): Pick<HealthCheck, "protocol" | "method" | "path" | "expectStatus"> {
  return {
    protocol: kind === "ssl-hello-chk" ? "tls" : "tcp",
    method: assumed("GET", at),
    path: assumed("/", at),
    expectStatus: assumed([], at),
  };
}

function hasOwnPlace(options: LineOptions): boolean {
  return options.has("port") || options.has("addr");
}

function transport(
  options: LineOptions,
  host: string | undefined,
  at: Location,
  site: Site,
): Pick<HealthCheck, "tls" | "serverName" | "alpn"> {
  const isTls =
    options.has("check-ssl") || (options.has("ssl") && !hasOwnPlace(options) && !options.has("no-check-ssl"));
  if (!isTls) return { tls: "none" };
  const tls = readTls(options, at, site);
  const offered = alpn(options, "check-alpn") ?? assumed([], at);
  return { tls, serverName: checkServerName(options, host, at, site), alpn: offered };
}

/** As for the traffic, unless the check goes elsewhere; `check-send-proxy` always. */
function checkProxyProtocol(options: LineOptions, at: Location): Setting<0 | 1 | 2> {
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

const CHECKED: EndpointCheck = { port: undefined, host: undefined, isOff: false };
const UNCHECKED: EndpointCheck = { port: undefined, host: undefined, isOff: true };

/** What the check does otherwise at one server than at the one that stands for all. */
export function endpointCheck(options: LineOptions): EndpointCheck {
  const own = options.has("check") ? CHECKED : UNCHECKED;
  if (!hasOwnPlace(options)) return own;
  const address = textOption(options, "addr");
  return { ...own, port: countOption(options, "port"), ...(address !== undefined && { address }) };
}
