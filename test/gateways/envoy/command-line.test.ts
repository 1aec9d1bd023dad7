import { describe, expect, it } from "vitest";
import { parseEnvoyCommand } from "../../../src/gateways/envoy/command-line.ts";

describe("the command line of an Envoy", () => {
  it.each([
    ["envoy -c /etc/envoy/envoy.yaml", "/etc/envoy/envoy.yaml"],
    ["/usr/local/bin/envoy --config-path=a.yaml -l info", "a.yaml"],
    [
      "/usr/local/bin/envoy --drain-time-s 45 -c etc/istio/proxy/envoy-rev.json --concurrency 2",
      "etc/istio/proxy/envoy-rev.json",
    ],
    ["envoy --config-yaml {}", undefined],
  ])("%s", (line, configFile) => {
    expect(parseEnvoyCommand(line.split(" "))).toMatchObject({
      configFiles: configFile === undefined ? [] : [configFile],
      isOneShot: false,
    });
  });
  it("ends by itself when it only validates", () => {
    expect(parseEnvoyCommand(["envoy", "-c", "a.yaml", "--mode", "validate"])?.isOneShot).toBe(true);
    expect(parseEnvoyCommand(["envoy", "--version"])?.isOneShot).toBe(true);
  });
  it("is none of another program", () => {
    expect(parseEnvoyCommand(["nginx", "-c", "a.conf"])).toBeUndefined();
  });
});
