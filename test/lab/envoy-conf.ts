import type { HttpService } from "./service-spec.ts";

/**
 * What every scenario of Envoy has: no Envoy runs here, so that the proof is what the services answer to the bytes that
 * Envoy would send, and the gateway's own word is a replay of its admin surface. See envoy/README.md.
 */
export const ENVOY = {
  configFile: "envoy.yaml",
  gateway: false,
  quiet: "the noise is written for nginx",
} as const;

type Message = Readonly<Record<string, unknown>>;

/** "10.77.0.2:8081" or "app.internal:8081" as an endpoint. */
export function endpoint(at: string, more: Message = {}): Message {
  const [, address, port] = /^\[?(.*?)\]?:(\d+)$/.exec(at) ?? [];
  const { endpoint: inner, ...rest } = more as { readonly endpoint?: Message };
  return {
    endpoint: { address: { socket_address: { address, port_value: Number(port) } }, ...inner },
    ...rest,
  };
}

export function cluster(name: string, endpoints: readonly (string | Message)[], more: Message = {}): Message {
  const all = endpoints.map((one) => (typeof one === "string" ? endpoint(one) : one));
  const assignment = { cluster_name: name, endpoints: [{ lb_endpoints: all }] };
  return { name, connect_timeout: "2s", type: "STATIC", load_assignment: assignment, ...more };
}

/** A check over HTTP with the thresholds of Envoy's own examples. */
export function httpCheck(check: Message, more: Message = {}): Message {
  const usual = { timeout: "1s", interval: "5s", unhealthy_threshold: 3, healthy_threshold: 1 };
  return { health_checks: [{ ...usual, http_health_check: check, ...more }] };
}

export const HTTP2: Message = {
  typed_extension_protocol_options: {
    "envoy.extensions.upstreams.http.v3.HttpProtocolOptions": {
      "@type": "type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions",
      explicit_http_config: { http2_protocol_options: {} },
    },
  },
};

/** TLS towards the endpoints. */
export function overTls(context: Message): Message {
  const type = "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext";
  return {
    transport_socket: { name: "envoy.transport_sockets.tls", typed_config: { "@type": type, ...context } },
  };
}

export interface Bootstrap {
  readonly clusters: readonly Message[];
  /** Prefix → what its route does; default: everything to the first cluster. */
  readonly routes?: Readonly<Record<string, Message>>;
  readonly filters?: readonly Message[];
  readonly accessLog?: string;
  readonly more?: Message;
}

/** A bootstrap with one listener on port 8080 for api.internal and all others. */
export function envoyConf(of: Bootstrap): string {
  const bootstrap = { static_resources: { listeners: [listener(of)], clusters: of.clusters }, ...of.more };
  return `${JSON.stringify(bootstrap, null, 2)}\n`;
}

function listener({ clusters, routes, filters = [], accessLog }: Bootstrap): Message {
  const all = routes ?? { "/": { cluster: clusters[0]?.name } };
  const manager = {
    "@type":
      "type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager",
    stat_prefix: "ingress",
    ...(accessLog !== undefined && { access_log: [fileLog(accessLog)] }),
    route_config: {
      name: "local",
      virtual_hosts: [
        {
          name: "all",
          domains: ["*", "api.internal"],
          routes: Object.entries(all).map(([prefix, route]) => ({ match: { prefix }, route })),
        },
      ],
    },
    http_filters: [...filters, { name: "envoy.filters.http.router" }],
  };
  return {
    name: "main",
    address: { socket_address: { address: "0.0.0.0", port_value: 8080 } },
    filter_chains: [
      { filters: [{ name: "envoy.filters.network.http_connection_manager", typed_config: manager }] },
    ],
  };
}

function fileLog(path: string): Message {
  const type = "type.googleapis.com/envoy.extensions.access_loggers.file.v3.FileAccessLog";
  return { name: "envoy.access_loggers.file", typed_config: { "@type": type, path } };
}

/** What a replayed admin surface tells. */
export interface Told {
  /** Cluster → endpoint → health flags as the JSON of `/clusters` has them. */
  readonly hosts?: Readonly<Record<string, Readonly<Record<string, Message>>>>;
  readonly stats?: Readonly<Record<string, number>>;
  /** More sections of `/config_dump`. */
  readonly dump?: readonly Message[];
  readonly certs?: readonly Message[];
  /** Names of the listeners that are open. */
  readonly open?: readonly string[];
  /** Init manager → what it waits for. */
  readonly waits?: Readonly<Record<string, readonly string[]>>;
  readonly state?: string;
  /** Paths that are answered with this status alone. */
  readonly refused?: Readonly<Record<string, number>>;
}

/** The section of `/config_dump` with the clusters that came from the bootstrap. */
export function staticClusters(clusters: readonly Message[]): Message {
  return {
    "@type": "type.googleapis.com/envoy.admin.v3.ClustersConfigDump",
    static_clusters: clusters.map((one) => ({ cluster: one })),
  };
}

export const ADMIN = "127.0.0.1:9901";

/** The admin surface of an Envoy that runs, as a service beside the gateway. */
export function adminReplay(told: Told): HttpService {
  const { hosts = {}, stats = {}, dump = [], refused = {}, state = "LIVE" } = told;
  const statuses = Object.entries(hosts).map(([name, own]) => ({
    name,
    host_statuses: Object.entries(own).map(([at, health_status]) => {
      const [, address, port] = /^(.*):(\d+)$/.exec(at) ?? [];
      return { address: { socket_address: { address, port_value: Number(port) } }, health_status, weight: 1 };
    }),
  }));
  const lines = Object.entries(stats).map(([name, value]) => `${name}: ${value}\n`);
  const json = (value: unknown): string => JSON.stringify(value, null, 1);
  return {
    kind: "http",
    onGateway: true,
    at: ADMIN,
    answers: [
      ...Object.entries(refused).map(([path, status]) => ({ when: { path }, status })),
      {
        when: { path: "/server_info" },
        body: json({ version: "0/1.28.0/Clean/RELEASE/BoringSSL", state, uptime_current_epoch: "7200s" }),
      },
      { when: { path: "/clusters?format=json" }, body: json({ cluster_statuses: statuses }) },
      { when: { path: "/stats" }, body: lines.join("") },
      { when: { path: "/config_dump" }, body: json({ configs: dump }) },
      ...answersOf(told).map(([path, body]) => ({ when: { path }, body: json(body) })),
    ],
  };
}

function answersOf({ certs = [], open = [], waits = {} }: Told): readonly (readonly [string, Message])[] {
  const dumps = Object.entries(waits).map(([name, targets]) => ({
    name: `init manager ${name}`,
    target_names: targets.map((target) => `target ${target}`),
  }));
  return [
    ["/certs", { certificates: certs }],
    ["/listeners", { listener_statuses: open.map((name) => ({ name })) }],
    ["/init_dump", { unready_targets_dumps: dumps }],
  ];
}
