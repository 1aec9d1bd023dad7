import type { Target } from "./config.ts";
import { failedDependencies } from "./health-body.ts";

export interface NamedAddress {
  /** The dependency, as the service calls it. */
  readonly name: string;
  readonly target: Extract<Target, { kind: "tcp" }>;
}

const MOST = 3;
const FORMS = [
  /(?<![\d.])(?<host>\d{1,3}(?:\.\d{1,3}){3})[:/](?<port>\d{1,5})(?!\d)/,
  /(?<![\d.])(?<host>\d{1,3}(?:\.\d{1,3}){3})"?,? port (?<port>\d{1,5})(?!\d)/,
];

/**
 * Addresses that a health document gives for the dependencies it calls down. Numeric ones alone: a name means what it
 * means to the service, on its host. Loopback is the service's own host, so that it counts only where that is this one.
 */
export function dependencyAddresses(body: string, isHere: boolean): readonly NamedAddress[] {
  return failedDependencies(body)
    .flatMap(({ name, detail }) => {
      const target = addressIn(`${name} ${detail}`);
      const isLoopback = target?.host.startsWith("127.") === true;
      return target === undefined || (isLoopback && !isHere) ? [] : [{ name, target }];
    })
    .slice(0, MOST);
}

function addressIn(text: string): NamedAddress["target"] | undefined {
  for (const form of FORMS) {
    const { host = "", port = "" } = form.exec(text)?.groups ?? {};
    const isAddress = host !== "" && host.split(".").every((part) => Number(part) < 256);
    if (isAddress && Number(port) > 0 && Number(port) < 65_536)
      return { kind: "tcp", host, port: Number(port), isAddress: true };
  }
  return undefined;
}
