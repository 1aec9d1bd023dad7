import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import type { Gateway } from "../../../../src/model/config.ts";
import { corpusFiles, readCorpus } from "./corpus.ts";

const files = corpusFiles("envoy-config");

type Plain = Readonly<Record<string, unknown>>;

function isPlain(value: unknown): value is Plain {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Every map within a value, and the value itself. */
function maps(value: unknown): readonly Plain[] {
  if (Array.isArray(value)) return value.flatMap(maps);
  return isPlain(value) ? [value, ...Object.values(value).flatMap(maps)] : [];
}

function listIn(of: Plain | undefined, name: string): readonly unknown[] {
  const value = of?.[name] ?? of?.[name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase())];
  return Array.isArray(value) ? value : [];
}

/** What a file holds, told by another reader than the one under test. */
function held(text: string) {
  // some were put together by hand, with one key twice: then nobody knows what they hold
  const documents = parseAllDocuments(text, { merge: true });
  const whole = documents.filter((one) => one.errors.length === 0);
  const roots = whole.flatMap((one) => ("toJS" in one ? maps(one.toJS({ maxAliasCount: -1 })) : []));
  const bootstraps = roots.filter((one) => isPlain(one.static_resources ?? one.staticResources));
  const statics = bootstraps.flatMap((one) => maps(one.static_resources ?? one.staticResources).slice(0, 1));
  const named = (name: string) => statics.flatMap((one) => listIn(one, name)).filter(isPlain);
  return { clusters: named("clusters"), listeners: named("listeners") };
}

function missing(file: string, gateway: Gateway): readonly string[] {
  const { clusters, listeners } = held(readFileSync(file, "utf8"));
  const upstreams = new Map(gateway.upstreams.map((one) => [one.name, one]));
  const lostClusters = clusters.flatMap((cluster) => {
    const upstream = upstreams.get(String(cluster.name));
    const entries = maps(cluster.load_assignment ?? cluster.loadAssignment).flatMap((one) =>
      listIn(one, "lb_endpoints").filter((entry) => maps(entry).some((part) => part.address !== undefined)),
    );
    const addresses = entries.filter((entry) =>
      maps(entry).some((part) => part.socket_address ?? part.socketAddress ?? part.pipe),
    );
    if (upstream === undefined) return [`${file}: cluster ${cluster.name}`];
    return upstream.endpoints.length >= addresses.length
      ? []
      : [`${file}: ${addresses.length - upstream.endpoints.length} endpoints of cluster ${cluster.name}`];
  });
  const lostListeners =
    gateway.listeners.length < new Set(listeners.map((one) => JSON.stringify(one.address))).size;
  const lostRoutes = listeners.flatMap((listener) => {
    const actions = maps(listener).flatMap((one) => listIn(one, "routes").filter(isPlain));
    const to = actions.flatMap((one) => (isPlain(one.route) ? [one.route.cluster] : []));
    const names = new Set(gateway.routes.map(({ forward }) => forward.upstream.replace(/^cluster\//, "")));
    return to
      .filter((name): name is string => typeof name === "string" && !names.has(name))
      .map((name) => `${file}: route to ${name}`);
  });
  return [...lostClusters, ...(lostListeners ? [`${file}: a listener`] : []), ...lostRoutes];
}

describe.skipIf(files.length === 0)("a collection of configs", () => {
  it("is modelled whole: clusters, endpoints, listeners and where routes lead", () => {
    expect(files.flatMap((file) => missing(file, readCorpus(file)))).toEqual([]);
  }, 120_000);
});
