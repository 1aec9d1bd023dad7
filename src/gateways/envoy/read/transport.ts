import type { Forward } from "../../../model/forward.ts";
import { assumed, type Location, type Setting, written } from "../../../model/source.ts";
import type { Labels } from "../../../model/upstream-rules.ts";
import { locationOf, type Value } from "../../../text/tree.ts";
import { extensionConfig, get, list, text, typeName } from "../message.ts";
import { labelsIn } from "./labels.ts";

/** What lies between a connection and the bytes that go over it. */
export interface Transport {
  /** The `UpstreamTlsContext`; undefined for plaintext. */
  readonly tls: Value | undefined;
  readonly proxyProtocol: Setting<0 | 1 | 2>;
  /** Which of several transports it is; undefined where there is only one. */
  readonly condition: string | undefined;
}

/** Sockets that wrap another one: PROXY protocol, tap, TCP statistics, internal upstream metadata. */
const DEEPEST = 6;

/** The transport socket of a cluster, out of what wraps it. API v2 has `tls_context` on the cluster itself. */
export function readTransport(socket: Value | undefined, cluster: Value, actsOn: Location): Transport {
  let proxyProtocol: Forward["proxyProtocol"] = assumed(0, actsOn);
  let at = socket;
  for (let depth = 0; depth < DEEPEST && at !== undefined; depth++) {
    const config = extensionConfig(at);
    const type = typeName(config);
    const name = text(at, "name") ?? "";
    if (type === "UpstreamTlsContext" || (type === "" && /(?:^|\.)tls$/.test(name)))
      return { tls: config ?? at, proxyProtocol, condition: undefined };
    if (type === "ProxyProtocolUpstreamTransport") {
      const inner = get(config, "config");
      const version = text(inner, "version") === "V2" ? 2 : 1;
      proxyProtocol = written(version, locationOf(inner ?? at));
    }
    at = get(config, "transport_socket");
  }
  return {
    tls: socket === undefined ? get(cluster, "tls_context") : undefined,
    proxyProtocol,
    condition: undefined,
  };
}

/**
 * The transport of a cluster with several, chosen by an endpoint's metadata (`transport_socket_matches`; Istio's
 * automatic mutual TLS): the first whose labels the endpoints have. Without labels on the endpoints the one that matches
 * everything, else plaintext.
 */
export function transportOf(cluster: Value, labels: readonly Labels[], actsOn: Location): Transport {
  const matches = list(cluster, "transport_socket_matches");
  if (matches.length === 0) return readTransport(get(cluster, "transport_socket"), cluster, actsOn);
  const chosen = matches.find((match) => fits(get(match, "match"), labels));
  const name = chosen === undefined ? undefined : text(chosen, "name");
  const socket = chosen === undefined ? get(cluster, "transport_socket") : get(chosen, "transport_socket");
  return { ...readTransport(socket, cluster, actsOn), condition: name };
}

function fits(criteria: Value | undefined, labels: readonly Labels[]): boolean {
  const wanted = labelsIn(criteria);
  const [first] = labels;
  return Object.entries(wanted).every(([name, value]) => first?.[name] === value);
}
