#!/usr/bin/env node
// Writes a config_dump of a large Envoy to stdout, as `/config_dump?include_eds` prints it: a static listener, routes,
// clusters of EDS and their endpoints, all of them from a control plane.
//
//   node bench/make-envoy-dump.mjs [--clusters 5000] [--endpoints 50000] > dump.json
//
// The addresses are private ones and lead nowhere. Nothing is random: the same numbers give the same bytes.
import { parseArgs } from "node:util";

const { values } = parseArgs({
  options: {
    clusters: { type: "string", default: "5000" },
    endpoints: { type: "string", default: "50000" },
  },
});
const clusters = Number(values.clusters);
const perCluster = Math.ceil(Number(values.endpoints) / clusters);
const UPDATED = "2026-03-01T02:03:04.567Z";
const DUMP = "type.googleapis.com/envoy.admin.v3";
const nameOf = (at) => `outbound|8080||service-${at}.namespace-${at % 97}.svc.cluster.local`;
const range = (size, one) => Array.from({ length: size }, (_, at) => one(at));

const cluster = (at) => ({
  version_info: "v42",
  cluster: {
    "@type": "type.googleapis.com/envoy.config.cluster.v3.Cluster",
    name: nameOf(at),
    type: "EDS",
    eds_cluster_config: {
      eds_config: { ads: {}, initial_fetch_timeout: "0s", resource_api_version: "V3" },
      service_name: nameOf(at),
    },
    connect_timeout: "10s",
    lb_policy: "LEAST_REQUEST",
    circuit_breakers: {
      thresholds: [
        {
          max_connections: 4294967295,
          max_pending_requests: 4294967295,
          max_requests: 4294967295,
          max_retries: 4294967295,
          track_remaining: true,
        },
      ],
    },
    common_lb_config: { locality_weighted_lb_config: {} },
    metadata: {
      filter_metadata: { mesh: { services: [{ name: `service-${at}`, namespace: `namespace-${at % 97}` }] } },
    },
  },
  last_updated: UPDATED,
});

const endpoint = (cluster, at) => {
  const number = cluster * perCluster + at;
  const address = `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`;
  return {
    endpoint: {
      address: { socket_address: { address, port_value: 8080 } },
      health_check_config: {},
      hostname: `pod-${number}.service-${cluster}`,
    },
    health_status: "HEALTHY",
    metadata: {
      filter_metadata: {
        mesh: { workload: `workload-${cluster};namespace-${cluster % 97};service-${cluster};v1;Kubernetes` },
        "mesh.transport": { tlsMode: "none", protocol: "http/1.1", revision: "stable" },
      },
    },
    load_balancing_weight: 1,
  };
};

const assignment = (at) => ({
  endpoint_config: {
    "@type": "type.googleapis.com/envoy.config.endpoint.v3.ClusterLoadAssignment",
    cluster_name: nameOf(at),
    endpoints: [
      {
        locality: { region: "region-1", zone: `zone-${at % 3}` },
        lb_endpoints: range(perCluster, (one) => endpoint(at, one)),
        load_balancing_weight: perCluster,
      },
    ],
    policy: { overprovisioning_factor: 140 },
  },
  last_updated: UPDATED,
});

const virtualHost = (at) => ({
  name: `service-${at}:8080`,
  domains: [`service-${at}.namespace-${at % 97}.svc.cluster.local`, `service-${at}.namespace-${at % 97}`],
  routes: [
    {
      match: { prefix: "/" },
      route: {
        cluster: nameOf(at),
        timeout: "0s",
        retry_policy: { retry_on: "connect-failure", num_retries: 2 },
      },
    },
  ],
});

const listener = {
  "@type": "type.googleapis.com/envoy.config.listener.v3.Listener",
  name: "ingress",
  address: { socket_address: { address: "0.0.0.0", port_value: 8080 } },
  filter_chains: [
    {
      filters: [
        {
          name: "envoy.filters.network.http_connection_manager",
          typed_config: {
            "@type":
              "type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager",
            stat_prefix: "ingress",
            rds: { config_source: { ads: {} }, route_config_name: "ingress" },
            http_filters: [{ name: "envoy.filters.http.router" }],
          },
        },
      ],
    },
  ],
};

const dump = {
  configs: [
    {
      "@type": `${DUMP}.BootstrapConfigDump`,
      bootstrap: { node: { id: "gateway-1" }, dynamic_resources: { ads_config: { api_type: "GRPC" } } },
      last_updated: UPDATED,
    },
    {
      "@type": `${DUMP}.ClustersConfigDump`,
      version_info: "v42",
      dynamic_active_clusters: range(clusters, cluster),
    },
    {
      "@type": `${DUMP}.ListenersConfigDump`,
      version_info: "v42",
      dynamic_listeners: [
        { name: "ingress", active_state: { version_info: "v42", listener, last_updated: UPDATED } },
      ],
    },
    {
      "@type": `${DUMP}.RoutesConfigDump`,
      dynamic_route_configs: [
        {
          version_info: "v42",
          route_config: {
            "@type": "type.googleapis.com/envoy.config.route.v3.RouteConfiguration",
            name: "ingress",
            virtual_hosts: range(clusters, virtualHost),
          },
          last_updated: UPDATED,
        },
      ],
    },
    { "@type": `${DUMP}.EndpointsConfigDump`, dynamic_endpoint_configs: range(clusters, assignment) },
  ],
};
process.stdout.write(`${JSON.stringify(dump, undefined, 1)}\n`);
