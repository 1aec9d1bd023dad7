import { cluster, ENVOY, envoyConf } from "../../envoy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...ENVOY,
  id: "envoy-proxy-header-on-both-sides",
  headline: "nothing is wrong",
  config: () =>
    envoyConf({
      clusters: [
        cluster("api", ["10.77.0.2:8081"], {
          transport_socket: {
            name: "envoy.transport_sockets.upstream_proxy_protocol",
            typed_config: {
              "@type":
                "type.googleapis.com/envoy.extensions.transport_sockets.proxy_protocol.v3.ProxyProtocolUpstreamTransport",
              config: { version: "V1" },
              transport_socket: { name: "envoy.transport_sockets.raw_buffer" },
            },
          },
        }),
      ],
    }),
  services: () => [
    {
      kind: "haproxy",
      at: "10.77.0.2:8081",
      config:
        "frontend app\n  bind 10.77.0.2:8081 accept-proxy\n  http-request return status 200 content-type text/plain string ok",
    },
  ],
  proof: { ask: [{ to: "10.77.0.2:8081", status: [-2, -1, 0] }] },
  expect: { firstCause: null, verdict: "healthy" },
});
