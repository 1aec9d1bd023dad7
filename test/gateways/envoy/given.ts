import { readEnvoy } from "../../../src/gateways/envoy/read.ts";
import type { Gateway, Route, Upstream } from "../../../src/model/config.ts";

export const FILE = "/etc/envoy/envoy.yaml";

/** Reads a text, with other files beside it. */
export function readText(
  text: string,
  files: Readonly<Record<string, string>> = {},
  notes: string[] = [],
): Gateway {
  const all = new Map(
    Object.entries({ [FILE]: text, ...files }).map(([path, content]) => [
      path,
      new TextEncoder().encode(content),
    ]),
  );
  return readEnvoy({
    mainFile: FILE,
    reader: {
      read: (path) =>
        all.get(path) ?? { kind: "missing", errno: "2: No such file or directory", message: `no ${path}` },
      find: () => [],
      knowsAllFiles: true,
    },
    version: undefined,
    tlsLibrary: undefined,
    builtIn: undefined,
    onNote: (note) => void notes.push(note),
  });
}

const indent = (text: string, by: number): string => text.replace(/^(?=.)/gm, " ".repeat(by));

/** A bootstrap whose one listener has these routes, with these clusters. */
export function bootstrap(routes: string, clusters: string, more = ""): string {
  return `static_resources:
  listeners:
  - name: main
    address: { socket_address: { address: 0.0.0.0, port_value: 10000 } }
    filter_chains:
    - filters:
      - name: envoy.filters.network.http_connection_manager
        typed_config:
          "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
          route_config:
            virtual_hosts:
            - name: all
              domains: ["*"]
              routes:
${indent(routes, 14)}
  clusters:
${indent(clusters, 2)}
${more}`;
}

/** A bootstrap with one route to the cluster "api", of which these lines are. */
export function readCluster(
  lines: string,
  route = "",
  files: Readonly<Record<string, string>> = {},
): Gateway {
  const text = `- name: api
  load_assignment:
    endpoints:
    - lb_endpoints:
      - endpoint: { address: { socket_address: { address: 10.0.0.5, port_value: 8080 } } }
${indent(lines, 2)}`;
  return readText(bootstrap(`- match: { prefix: / }\n  route: { cluster: api${route} }`, text), files);
}

export function only<T>(all: readonly T[]): T {
  const [one, other] = all;
  if (one === undefined || other !== undefined) throw new Error(`${all.length} instead of one`);
  return one;
}

export function upstreamOf(gateway: Gateway): Upstream {
  return only(gateway.upstreams);
}

export function routeOf(gateway: Gateway): Route {
  return only(gateway.routes);
}
