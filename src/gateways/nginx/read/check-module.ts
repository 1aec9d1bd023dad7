import type { HealthCheck, StatusRange } from "../../../model/health-check.ts";
import { assumed, type Setting, written } from "../../../model/source.ts";
import type { Directive, Word } from "../ast.ts";
import { own, type Place, valueLocation } from "../context.ts";
import { parseCount } from "./settings.ts";

/** Types of `check` that are more than a connect. */
const PROTOCOLS: ReadonlyMap<string, HealthCheck["protocol"]> = new Map([
  ["http", "http"],
  ["ssl_hello", "tls"],
]);

const DEFAULT_REQUEST = "GET / HTTP/1.0\r\n\r\n";

/**
 * The `check` lines of Tengine and of nginx_upstream_check_module (its README). Times are milliseconds, and endpoints
 * start down until the check has passed `rise` times.
 */
export function readCheck(place: Place): HealthCheck | undefined {
  const [line] = own(place.scope, "check");
  if (line === undefined) return undefined;
  const location = valueLocation(line);
  const parameters = new Map(line.words.map((word) => [word.text.split("=", 1)[0] ?? "", word]));
  const number = (name: string, otherwise: number): Setting<number> =>
    numberOf(parameters.get(name)) ?? assumed(otherwise, location);
  const protocol = PROTOCOLS.get(afterEquals(parameters.get("type")) ?? "tcp") ?? "tcp";
  const request = rawRequest(own(place.scope, "check_http_send")[0], location);
  const [method = "GET", path = "/"] = request.value.split(/\s/, 2);
  const isHttp = protocol === "http";
  const port = numberOf(parameters.get("port"));
  return {
    protocol,
    intervalMs: number("interval", 30_000),
    timeoutMs: number("timeout", 1_000),
    unhealthyAfter: number("fall", 5),
    healthyAfter: number("rise", 2),
    port: port?.value === 0 ? undefined : port,
    method: { ...request, value: isHttp ? method : "GET" },
    path: { ...request, value: isHttp ? path : "/" },
    rawRequest: isHttp ? request : undefined,
    expectStatus: expectedStatus(own(place.scope, "check_http_expect_alive")[0], location),
    grpcService: undefined,
    startsDown: afterEquals(parameters.get("default_down")) !== "false",
    location,
  };
}

function rawRequest(line: Directive | undefined, location: HealthCheck["location"]): Setting<string> {
  const word = line?.word(0);
  return word === undefined ? assumed(DEFAULT_REQUEST, location) : written(word.text, word.location);
}

/** `http_2xx http_3xx`. */
function expectedStatus(
  line: Directive | undefined,
  location: HealthCheck["location"],
): HealthCheck["expectStatus"] {
  if (line === undefined) return assumed([{ from: 200, to: 399 }], location);
  const ranges = line.words.flatMap((word): StatusRange[] => {
    const hundred = /^http_([1-5])xx$/.exec(word.text)?.[1];
    return hundred === undefined ? [] : [{ from: Number(hundred) * 100, to: Number(hundred) * 100 + 99 }];
  });
  return written(ranges, valueLocation(line));
}

function numberOf(word: Word | undefined): Setting<number> | undefined {
  const value = parseCount(afterEquals(word) ?? "");
  return word === undefined || value === undefined ? undefined : written(value, word.location);
}

function afterEquals(word: Word | undefined): string | undefined {
  const equals = word?.text.indexOf("=") ?? -1;
  return equals === -1 ? undefined : word?.text.slice(equals + 1);
}
