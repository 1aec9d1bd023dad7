import { expect, it } from "vitest";
import { detectEnvoy } from "../../../src/gateways/envoy/detect.ts";

it.each([
  ["a bootstrap in YAML", "\n\nstatic_resources:\n  clusters: []\n"],
  ["a list of clusters", "- name: a\n  load_assignment:\n    endpoints: []\n"],
  ["a bootstrap in JSON on one line", '{"staticResources": {}}'],
  ["a bootstrap in JSON", '{\n  "static_resources" : {}\n}'],
])("knows %s by its keys", (_, text) => {
  expect(detectEnvoy("x.conf", text)).toBeGreaterThanOrEqual(0.9);
});

it("leaves manifests of Kubernetes alone", () => {
  expect(detectEnvoy("envoy.yaml", "apiVersion: v1\ndata:\n  a: |\n    static_resources:\n")).toBe(0);
});

it.each(["\n", " ", " \n", "{\n"])("is done at once with a file of nothing but %j", (piece) => {
  const started = performance.now();
  expect(detectEnvoy("envoy.yaml", piece.repeat(65_536))).toBe(0);
  expect(performance.now() - started).toBeLessThan(500);
});
