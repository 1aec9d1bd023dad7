import type { GatewayProgram } from "../../model/gateway-program.ts";
import { named } from "../named-files.ts";
import { ENVOY_PROGRAMS, parseEnvoyCommand } from "./command-line.ts";

export const envoyProgram: GatewayProgram = {
  kind: "envoy",
  names: ENVOY_PROGRAMS,
  wellKnownBinaries: [],
  // of packages, images, Istio's agent and Contour
  wellKnownConfigs: [
    "/etc/envoy/envoy.yaml",
    "/etc/envoy/envoy.yml",
    "/etc/envoy/envoy.json",
    "/etc/envoy.yaml",
    "/etc/istio/proxy/envoy-rev.json",
    "/etc/istio/proxy/envoy-rev0.json",
    "/config/envoy.json",
    "/opt/bitnami/envoy/conf/envoy.yaml",
  ],
  command: parseEnvoyCommand,
  isWorker: () => true,
  places: named,
};
