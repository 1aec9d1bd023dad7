import { takesConnections } from "../model/bound-address.ts";
import type { CauseId } from "../model/cause.ts";
import type { Args } from "../model/check.ts";
import type { Target } from "../model/config.ts";
import type { Container } from "../model/container.ts";
import { listed, shellQuote, targetText } from "../model/evidence.ts";
import { isLoopback } from "../model/loopback.ts";
import { isNamed, leadsFrom, publishedText } from "./container-place.ts";
import { containerText } from "./container-text.ts";

/** Why a container that runs can't be reached at a place, whatever it does. */
export interface Barrier {
  readonly cause: CauseId;
  readonly strength: number;
  readonly evidence: readonly string[];
  readonly args: Args;
}

type Place = Extract<Target, { kind: "tcp" }>;

/** Containers that could take connections, had they a way there. */
export function isUp({ status }: Container): boolean {
  return status === "running" || status === "restarting" || status === "paused";
}

/** Whether something listens in the container's own network where this is called; undefined where that can't be seen. */
export function listensAt({ listens }: Container, host: string, port: number): boolean | undefined {
  const called = host === "localhost" ? ["127.0.0.1", "::1"] : [host];
  return listens?.some((one) => one.port === port && called.some((to) => takesConnections(one.address, to)));
}

/** Loopback within a container is that container: what listens on the host, or in another one, is not there. */
export function behindLoopback(
  gateway: Container,
  { host, port }: Place,
  others: readonly Container[],
): Barrier | undefined {
  if (!isLoopback(host) || listensAt(gateway, host, port) !== false) return undefined;
  const own = containerText(gateway);
  const meant = servesPort(others, port);
  const evidence = [
    `the gateway runs in ${own}, where ${host} is that container itself, and nothing listens on port ${port} there`,
    ...(meant === undefined ? [] : [`${containerText(meant)} serves port ${port}`]),
  ];
  const why = `${host} is the gateway's own ${own}`;
  return mismatch(0.95, evidence, {
    why,
    meant: meant?.name ?? "",
    isLoopback: 1,
    gateway: gateway.name,
    network: meant === undefined || share(gateway, meant) ? "" : (gateway.networks[0]?.name ?? ""),
  });
}

function share(one: Container, other: Container): boolean {
  const names = new Set(namesOf(one));
  return namesOf(other).some((name) => names.has(name) && !NAMELESS.has(name));
}

/** The one other container that listens on a port, or says that it serves it. */
export function servesPort(all: readonly Container[], port: number): Container | undefined {
  const up = all.filter(isUp);
  const listening = up.filter((one) =>
    one.listens?.some(({ address, port: own }) => own === port && !isLoopback(address)),
  );
  const [first, second] =
    listening.length > 0 ? listening : up.filter(({ exposed }) => exposed.includes(port));
  return second === undefined ? first : undefined;
}

/** Networks in which engines give no names: Docker's and Podman's own default. */
const NAMELESS = new Set(["bridge", "podman"]);

/** The gateway's container and the one that it names have no network in common, or none in which names are known. */
export function betweenNetworks(gateway: Container, target: Container, { host }: Place): Barrier | undefined {
  const own = namesOf(gateway);
  const theirs = namesOf(target);
  const isName = isNamed(target, host);
  const shared = own.filter((name) => theirs.includes(name));
  const meant = {
    meant: target.name,
    gateway: gateway.name,
    network: theirs.find((one) => !NAMELESS.has(one)) ?? "",
  };
  const [first, second] = [containerText(gateway), containerText(target)];
  const evidence = [`${first} is in ${networksText(own)}, ${second} in ${networksText(theirs)}`];
  if (shared.length === 0)
    return mismatch(0.95, evidence, { ...meant, why: `${first} and ${second} share no network` });
  if (isName && shared.every((name) => NAMELESS.has(name)))
    return mismatch(0.92, [...evidence, "the engine's default network knows no names of containers"], {
      ...meant,
      why: `${host} is known in no network that ${first} shares with it`,
    });
  const network = target.networks.find(({ addresses }) => addresses.includes(host));
  if (network !== undefined && !own.includes(network.name))
    return mismatch(0.9, [...evidence, `${host} is its address in ${network.name}`], {
      ...meant,
      why: `${host} is its address in ${network.name}, in which ${first} is not`,
    });
  return undefined;
}

function namesOf({ networks }: Container): readonly string[] {
  return networks.map(({ name }) => name);
}

function networksText(names: readonly string[]): string {
  return names.length === 0 ? "no network" : `the network${names.length > 1 ? "s" : ""} ${listed(names)}`;
}

/** The gateway runs on the host, and calls a container by the name that only other containers know. */
export function nameOfContainer(target: Container, { host }: Place): Barrier {
  const evidence = [
    `${host} is the name of ${containerText(target)}, which only containers in ${networksText(namesOf(target))} know`,
    "the gateway runs on the host",
  ];
  return mismatch(0.93, evidence, {
    why: `${host} is a name within the container network alone`,
    meant: target.name,
    gateway: "",
    network: "",
  });
}

/** The gateway runs on the host, and the port is open within a container alone. */
export function unpublished(target: Container, { port }: Place): Barrier {
  const isOpen = target.listens?.some((one) => one.port === port) === true;
  const elsewhere = target.published.find((one) => one.port === port);
  const own = containerText(target);
  const within = `${own} ${isOpen ? "listens on" : "exposes"} port ${port} in its own network`;
  if (elsewhere === undefined)
    return mismatch(isOpen ? 0.85 : 0.7, [`${within}, and publishes it nowhere`], {
      why: `${own} does not publish its port ${port}`,
      meant: target.name,
      gateway: "",
      network: "",
    });
  const at = targetText({
    kind: "tcp",
    host: elsewhere.hostAddress,
    port: elsewhere.hostPort,
    isAddress: true,
  });
  return {
    cause: "service-on-other-port",
    strength: 0.85,
    evidence: [`${within}, and publishes it at ${at}`],
    args: { found: elsewhere.hostPort, foundCurl: `curl -sv http://127.0.0.1:${elsewhere.hostPort}/` },
  };
}

function mismatch(strength: number, evidence: readonly string[], args: Args): Barrier {
  return { cause: "container-network-mismatch", strength, evidence, args: { isLoopback: 0, ...args } };
}

/** Published, and at other addresses of the host than the one that is called. */
export function publishedElsewhere(all: readonly Container[], { host, port }: Place): Barrier | undefined {
  for (const one of all.filter(isUp)) {
    const own = one.published.filter(({ hostPort }) => hostPort === port);
    const [first] = own;
    if (
      first === undefined ||
      !isLoopback(first.hostAddress) ||
      own.some((each) => leadsFrom(each, host, port))
    )
      continue;
    const bound = targetText({ kind: "tcp", host: first.hostAddress, port, isAddress: true });
    return {
      cause: "service-bound-to-loopback",
      strength: 0.97,
      evidence: [`${publishedText(one, first)}, and at no other address`],
      args: { bound, publisher: one.name, inside: first.port },
    };
  }
  return undefined;
}

/** What was called leads to a port of the container, and there nothing listens, or on loopback alone. */
export function deafPort(target: Container, port: number): Barrier | undefined {
  const { listens, engine, name } = target;
  if (listens === undefined || target.networkMode === "host") return undefined;
  const open = listens.filter((one) => !isLoopback(one.address));
  if (open.some((one) => one.port === port)) return undefined;
  const own = containerText(target);
  const only = listens.find((one) => one.port === port);
  if (only !== undefined) {
    const bound = targetText({ kind: "tcp", host: only.address, port, isAddress: true });
    const evidence = [`${own} listens on ${bound} of its own alone, which nothing from outside it reaches`];
    const args = { bound: `${bound} within ${own}`, container: name };
    return { cause: "service-bound-to-loopback", strength: 0.95, evidence, args };
  }
  const ports = [...new Set(open.map((one) => one.port))];
  const [found] = ports;
  if (found === undefined || ports.length > 1) return undefined;
  const evidence = [
    `${own} listens on port ${found}, and connections are led to its port ${port}, where nothing listens`,
  ];
  const args = { found, foundCurl: `${engine} port ${shellQuote(name)}`, container: name, inside: port };
  return { cause: "service-on-other-port", strength: 0.93, evidence, args };
}
