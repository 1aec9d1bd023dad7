import { describe, expect, it } from "vitest";
import check from "../../../checks/config/runs-as-written.ts";
import type { AdminRunning } from "../../../src/model/admin.ts";
import { endpoint, gateway, route, upstream } from "../../given/gateway.ts";
import { admin, peer } from "../../given/host.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { event, log, processes } from "../../given/network.ts";

const FILE = { file: "/etc/gateway.conf", line: 1, column: 1 };
const api = upstream("api", [endpoint("10.0.0.5:80"), endpoint("10.0.0.6:80")]);
const world = gateway([api], [route("/", "api")], { mainFile: FILE.file });
const LOADING = { remedy: "Start it anew", path: "config_dump" };
const runs = (...endpoints: readonly string[]): AdminRunning["upstreams"] => [
  { id: "api", name: "api", endpoints },
];
const judged = (upstreams: AdminRunning["upstreams"], peers = [peer("10.0.0.7:80")], of = world) =>
  verdict(check, [admin({ running: { ...LOADING, upstreams }, peers })], { gateway: of });

describe("a file that was changed, and not read again", () => {
  it("is the cause where an endpoint fails to which only what runs sends", () => {
    const found = strongest(
      judged(runs("10.0.0.5:80", "10.0.0.7:80"), [peer("10.0.0.7:80", { state: "down" })]),
    );
    expect(found).toMatchObject({ cause: "config-not-reloaded", role: "root", extent: "some" });
    expect(found.evidence.slice(1)).toEqual([
      "10.0.0.7:80, to which the file sends nothing, fails",
      "api runs with 10.0.0.5:80 and 10.0.0.7:80, and has 10.0.0.5:80 and 10.0.0.6:80 in /etc/gateway.conf:1",
    ]);
  });
  it("is the cause where the log tells of such an endpoint", () => {
    const running = {
      ...LOADING,
      upstreams: [{ id: "10.0.0.7:80", name: "10.0.0.7:80", endpoints: ["10.0.0.7:80"] }],
    };
    const logged = (peer: string) =>
      verdict(check, [admin({ running, peers: [] }), log(event("connect-refused", { peer }))], {
        gateway: world,
      });
    const found = strongest(logged("10.0.0.7:80"));
    expect(found).toMatchObject({ cause: "config-not-reloaded", role: "root" });
    expect(found.evidence[1]).toMatch(/^10\.0\.0\.7:80, to which the file sends nothing, failed: /);
    expect(said(logged("10.0.0.5:80"))).toEqual(["latent config-not-reloaded"]);
  });
  it("is not said where a placeholder stands for what runs", () => {
    expect(said(judged([{ id: "{env.UP}:80", name: "{env.UP}:80", endpoints: [] }]))).toEqual([]);
  });
  it("is only noted where nothing fails over it", () => {
    expect(said(judged(runs("10.0.0.5:80", "10.0.0.7:80")))).toEqual(["latent config-not-reloaded"]);
    const other = [peer("10.0.0.5:80", { state: "down" })];
    expect(said(judged(runs("10.0.0.5:80", "10.0.0.7:80"), other))).toEqual(["latent config-not-reloaded"]);
  });
  it("is none where what runs is all that was read", () => {
    expect(said(judged([], [], { ...world, isDump: true }))).toEqual([]);
  });
  it("is seen in clusters that only one of both has", () => {
    const more = [...runs("10.0.0.5:80", "10.0.0.6:80"), { id: "group/old", name: "old", endpoints: [] }];
    expect(strongest(judged(more)).evidence[1]).toBe("old runs, and is not in /etc/gateway.conf");
    expect(strongest(judged([])).evidence[1]).toBe(
      "api of /etc/gateway.conf:1 is not among the upstreams that run",
    );
  });
});

describe("nothing is said", () => {
  it("where both are the same, in whatever order", () => {
    expect(said(judged(runs("10.0.0.6:80", "10.0.0.5:80")))).toEqual([]);
  });
  it("of clusters that other files or a control plane tell", () => {
    const told = { kind: "platform", source: "EDS", isKnown: true, location: FILE } as const;
    const elsewhere = [
      upstream("cds", [], { location: { ...FILE, file: "/etc/cds.yaml" } }),
      upstream("eds", [], { discovery: told }),
    ];
    const of = gateway([...elsewhere], [], { mainFile: FILE.file });
    expect(verdict(check, [admin({ running: { ...LOADING, upstreams: [] } })], { gateway: of }).status).toBe(
      "skip",
    );
  });
  it("of a template, whose places are filled in before Envoy reads it", () => {
    const of = gateway([upstream("api", [endpoint("{{host}}:80")])], [route("/", "api")], {
      mainFile: FILE.file,
    });
    expect(said(judged(runs("10.0.0.7:80"), [], of))).toEqual([]);
  });
  it("where a part of the config stands on the command line", () => {
    const seen = [
      admin({ running: { ...LOADING, upstreams: runs("10.0.0.9:80") } }),
      processes([{ commandLine: "envoy -c /etc/gateway.conf --config-yaml {}" }]),
    ];
    expect(verdict(check, seen, { gateway: world }).status).toBe("skip");
  });
  it("where the surface tells no such list", () => {
    expect(verdict(check, [admin({})], { gateway: world }).status).toBe("skip");
  });
});
