import type { Experiment } from "../experiment.ts";
import { connectIn } from "./seen.ts";

/** Where web services listen by custom. */
const USUAL = [80, 8080, 8000, 3000, 8443, 443, 5000, 9000];
const TRIED = 6;

/**
 * After a refusal alone: the same request on a few ports nearby, the port's own neighbours first. Tells a service that
 * listens elsewhere (`service-on-other-port`) from one that is gone. Costs six connections at most, all of which are
 * refused at once where nothing listens. Ports that the config names are left out: one of them may be the gateway's own,
 * and nobody asked to be told through it.
 */
export const otherPort: Experiment = {
  id: "other-port",
  vary: ({ request, knownPorts }, seen) => {
    const { target } = request;
    if (target.kind !== "tcp" || connectIn(seen)?.outcome.kind !== "refused") return [];
    if (request.exchange?.protocol !== "http" || request.exchange.rawRequest !== undefined) return [];
    return candidates(target.port, knownPorts).map((port) => ({
      request: { ...request, target: { ...target, port } },
      from: `port ${target.port}`,
      to: `port ${port}`,
    }));
  },
};

function candidates(port: number, known: readonly number[]): readonly number[] {
  const near = port >= 1024 ? [port + 1, port - 1] : [];
  const all = [...new Set([...near, ...USUAL])].filter(
    (one) => one !== port && !known.includes(one) && one > 0 && one < 65_536,
  );
  return all.slice(0, TRIED);
}
