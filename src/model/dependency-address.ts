import type { Target } from "./config.ts";
import { failedDependencies } from "./health-body.ts";
import { isLoopback } from "./loopback.ts";

export interface NamedAddress {
  /** The dependency, as the service calls it. */
  readonly name: string;
  /** A name that is no address is still to be resolved. */
  readonly target: Extract<Target, { kind: "tcp" }>;
}

const MOST = 3;
/** Ports of URLs that give none, as their drivers have them (IANA, Service Name and Transport Protocol Port Number Registry). */
const DEFAULT_PORTS: ReadonlyMap<string, number> = new Map([
  ["postgres", 5432],
  ["postgresql", 5432],
  ["mysql", 3306],
  ["mariadb", 3306],
  ["sqlserver", 1433],
  ["oracle", 1521],
  ["redis", 6379],
  ["rediss", 6379],
  ["amqp", 5672],
  ["amqps", 5671],
  ["mongodb", 27017],
  ["nats", 4222],
  ["http", 80],
  ["https", 443],
]);

const HOST = String.raw`(?<host>\[[0-9a-fA-F:.]{2,45}\]|[A-Za-z0-9](?:[A-Za-z0-9._-]{0,250}[A-Za-z0-9])?)`;
const PORT = String.raw`(?<port>\d{1,5})(?!\d)`;
const FORMS = [
  // jdbc:postgresql://db:5432/app, redis://:secret@cache:6379, mongodb://one:27017,two:27017, jdbc:oracle:thin:@db:1521:app
  new RegExp(String.raw`\b(?<scheme>[a-z]{4,12})(?::thin:@)?:?//(?:[^\s/@"]{0,200}@)?${HOST}(?::${PORT})?`),
  new RegExp(String.raw`\b(?<scheme>oracle):thin:@(?://)?${HOST}:${PORT}`),
  // libpq: connection to server at "db" (10.0.0.9), port 5432 failed
  new RegExp(String.raw`\bat "${HOST}"(?: \([^)]{1,60}\))?,? port ${PORT}`),
  // what a sentence calls or was refused by: "Connection to db:5432 refused", "connect ECONNREFUSED ::1:6379"
  new RegExp(
    String.raw`(?:\b(?:to|host|connect|ECONNREFUSED|ETIMEDOUT|EHOSTUNREACH)[: ]\s?|[:/]\s?/)${HOST}:${PORT}`,
  ),
  new RegExp(String.raw`(?:ECONNREFUSED|ETIMEDOUT) (?<host>[0-9a-f:]{2,39}):${PORT}(?![\w:])`),
  // an address with a port wherever it stands
  /(?<![\d.])(?<host>\d{1,3}(?:\.\d{1,3}){3})[:/](?<port>\d{1,5})(?!\d)/,
];

/**
 * The places that a health document gives for the dependencies it calls down. A name means what it means to the service, on its
 * host, which may be another thing here. Loopback is the service's own host, so that it counts only where that is this one.
 */
export function dependencyAddresses(body: string, isHere: boolean): readonly NamedAddress[] {
  return failedDependencies(body)
    .flatMap(({ name, detail }) => {
      const target = placeIn(`${name} ${detail}`.slice(0, 1_000));
      return target === undefined || (isLoopback(target.host) && !isHere) ? [] : [{ name, target }];
    })
    .slice(0, MOST);
}

function placeIn(text: string): NamedAddress["target"] | undefined {
  for (const form of FORMS) {
    const { host = "", port = "", scheme = "" } = form.exec(text)?.groups ?? {};
    const number = port === "" ? DEFAULT_PORTS.get(scheme) : Number(port);
    const target = number === undefined ? undefined : targetOf(host.replace(/^\[|\]$/g, ""), number);
    if (target !== undefined) return target;
  }
  return undefined;
}

function targetOf(host: string, port: number): NamedAddress["target"] | undefined {
  if (port < 1 || port > 65_535 || host === "") return undefined;
  if (/^[\d.]+$/.test(host)) {
    const parts = host.split(".");
    const isAddress = parts.length === 4 && parts.every((part) => part !== "" && Number(part) < 256);
    return isAddress ? { kind: "tcp", host, port, isAddress } : undefined;
  }
  if (host.includes(":")) return { kind: "tcp", host: host.toLowerCase(), port, isAddress: true };
  if (host === "localhost") return { kind: "tcp", host: "127.0.0.1", port, isAddress: true };
  return /[a-z]/i.test(host) ? { kind: "tcp", host, port, isAddress: false } : undefined;
}
