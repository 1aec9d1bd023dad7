import { describe, expect, it } from "vitest";
import check from "../../../checks/tls/loaded-certificates.ts";
import type { AdminCertificate, AdminPeer } from "../../../src/model/admin.ts";
import type { FileCertificate, ObservationOf } from "../../../src/model/observation.ts";
import { written } from "../../../src/model/source.ts";
import { endpoint, forward, gateway, route, tls, upstream } from "../../given/gateway.ts";
import { admin, peer } from "../../given/host.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { AT, file } from "../../given/network.ts";

const DAY = 86_400_000;
const PATH = "/etc/envoy/client.crt";
const at = { file: "/etc/envoy/envoy.yaml", line: 30, column: 7 };
const pair = { certificateFile: written(PATH, at), keyFile: written("/etc/envoy/client.key", at) };
const world = gateway(
  [upstream("api", [endpoint("10.0.0.5:443")])],
  [route("/", "api", { forward: forward("api", { tls: tls({ clientCertificate: pair }) }) })],
);
const loaded = (over: Partial<AdminCertificate> = {}): AdminCertificate => ({
  path: PATH,
  use: "own",
  serial: "0a",
  names: ["gateway.internal"],
  notBefore: AT - 90 * DAY,
  notAfter: AT - DAY,
  ...over,
});
const held = (over: Partial<FileCertificate> = {}, modifiedAt = AT - 3_600_000): ObservationOf<"file"> => {
  const certificate = {
    serial: "0b",
    names: ["gateway.internal"],
    notBefore: AT - 2 * DAY,
    notAfter: AT + 88 * DAY,
    ...over,
  };
  const seen = file(PATH, { type: "file", modifiedAt, certificate });
  return {
    ...seen,
    request: { ...seen.request, purpose: "certificate" },
    subjects: [{ gateway: "nginx" }],
  };
};
const judged = (
  certificate: AdminCertificate,
  files: readonly ObservationOf<"file">[],
  peers: readonly AdminPeer[] = [],
) =>
  verdict(check, [admin({ certificates: [certificate], peers }), ...files], {
    gateway: world,
    policy: { now: AT },
  });
const failing = [peer("10.0.0.5:443", { state: "down" })];

describe("a certificate that was renewed and not read again", () => {
  it("is the cause where the old one has expired and its endpoints fail", () => {
    const found = strongest(judged(loaded(), [held()], failing));
    expect(found).toMatchObject({
      cause: "config-not-reloaded",
      role: "root",
      locations: [at],
      subject: { upstream: "api" },
    });
    expect(found.args.title).toMatch(
      /^nginx still has the older certificate of \/etc\/envoy\/client\.crt in/,
    );
    expect(found.evidence[2]).toBe("10.0.0.5:443 of api, to which it is shown, fails");
  });
  it("is noted where nothing fails, or the old one still holds", () => {
    expect(said(judged(loaded(), [held()], [peer("10.0.0.5:443")]))).toEqual(["latent config-not-reloaded"]);
    expect(said(judged(loaded({ notAfter: AT + DAY }), [held()], failing))).toEqual([
      "latent config-not-reloaded",
    ]);
    expect(said(judged(loaded(), [held()], [peer("10.0.0.9:1", { upstream: "x", state: "down" })]))).toEqual([
      "latent config-not-reloaded",
    ]);
  });
});

describe("the file says nothing against what runs", () => {
  const valid = loaded({ notAfter: AT + 60 * DAY });
  it.each([
    ["it holds the same one", held({ serial: "0a" })],
    ["it was renewed just now", held({}, AT - 5_000)],
    ["it is another service's", held({ names: ["shop.internal"] })],
    ["it holds an older one", held({ notAfter: AT + DAY })],
    ["no certificate can be read in it", { ...held(), facts: { ...held().facts, certificate: undefined } }],
  ])("where %s", (_, seen) => {
    expect(said(judged(valid, [seen]))).toEqual([]);
  });
});

describe("dates of what it has in memory", () => {
  it("are told where they are over or nearly so", () => {
    expect(said(judged(loaded(), []))).toEqual(["latent tls-certificate-expired"]);
    expect(strongest(judged(loaded({ notAfter: AT + 3 * DAY }), []))).toMatchObject({
      cause: "tls-certificate-expires-soon",
      severity: "warning",
    });
  });
  it("are no matter while far off, of a short life, or of those that others are verified with", () => {
    expect(said(judged(loaded({ notAfter: AT + 60 * DAY }), []))).toEqual([]);
    const mesh = loaded({ notBefore: AT - DAY / 2, notAfter: AT + DAY / 2 });
    expect(said(judged(mesh, []))).toEqual([]);
    expect(said(judged(loaded({ use: "trusted" }), []))).toEqual([]);
  });
});
