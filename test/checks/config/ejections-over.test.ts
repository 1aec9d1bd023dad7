import { describe, expect, it } from "vitest";
import check from "../../../checks/config/ejections-over.ts";
import type { Endpoint } from "../../../src/model/config.ts";
import type { Observation } from "../../../src/model/observation.ts";
import { assumed } from "../../../src/model/source.ts";
import { told } from "../../given/admin-upstream.ts";
import { exchanged } from "../../given/climb.ts";
import { endpoint, gateway, route, upstream } from "../../given/gateway.ts";
import { admin, peer } from "../../given/host.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { AT, about, connect, event, log, requestTo } from "../../given/network.ts";

const PEER = "10.0.0.5:80";
const at = { file: "/etc/gateway.conf", line: 3, column: 9 };
const ejection = { failures: assumed(1, at), windowMs: assumed(10_000, at), penaltyMs: assumed(10_000, at) };

function seen(observations: readonly Observation[], over: Partial<Endpoint> = {}, now = AT + 4_000) {
  const group = upstream("api", [endpoint(PEER, { ejection, ...over })]);
  const world = gateway([group], [route("/", "api")]);
  return verdict(check, observations, { gateway: world, policy: { now } });
}

const answers = exchanged(requestTo(PEER), [{ ...about(PEER), address: "10.0.0.5", route: "/ api" }], 200);
const ejected = admin({
  peers: [peer(PEER, { state: "ejected", word: "unavail", fails: 3, downSince: AT })],
});

describe("an endpoint that answers and that the gateway calls ejected", () => {
  it("is kept out by ejected-by-passive-checks", () => {
    const found = strongest(seen([...answers, ejected]));
    expect(found).toMatchObject({ cause: "ejected-by-passive-checks", role: "root" });
    expect(found.locations[0]).toEqual(at);
    expect(found.subject).toMatchObject({ endpoint: PEER, address: "10.0.0.5" });
    expect(found.extent).toBeUndefined();
    expect(found.evidence[0]).toBe(
      "nginx says of 10.0.0.5:80: unavail since 2026-11-22T02:10:31Z, after 3 failed tries",
    );
    expect(found.args).toMatchObject({ penalty: "10 s", see: "curl -s http://127.0.0.1:8080/api/" });
  });
  it("is left to others when uhc's probe fails too, or was not made", () => {
    expect(said(seen([connect(PEER, "ECONNREFUSED"), ejected]))).toEqual([]);
    expect(said(seen([ejected]))).toEqual([]);
  });
  it.each(["down", "draining", "checking", "maintenance", "unknown"] as const)(
    "is not meant when %s",
    (state) => {
      expect(said(seen([...answers, admin({ peers: [peer(PEER, { state, word: state })] })]))).toEqual([]);
    },
  );
  it("is brought back in HAProxy's own words, where its check did not take it out", () => {
    const last = {
      word: "L4OK",
      hasPassed: true,
      failure: undefined,
      status: undefined,
      text: undefined,
      durationMs: 1,
    } as const;
    const down = peer(PEER, { state: "ejected", word: "DOWN", alias: "a", fails: 0, check: last });
    const group = upstream("api", [endpoint(PEER, { alias: "a" })]);
    const world = { ...gateway([group], [route("/", "api")]), kind: "haproxy" } as const;
    const live = admin({ peers: [{ ...down, upstream: "api" }] });
    const found = strongest(verdict(check, [...answers, live], { gateway: world, policy: { now: AT } }));
    expect(found.evidence[0]).toContain("DOWN, though its last check passed (L4OK)");
    expect(found.args).toMatchObject({ up: "set server api/a health up" });
  });
  it("is only noted where the gateway ignores health, since it is asked all the same", () => {
    const panic = { belowPercent: assumed(50, at), failsInstead: false, overprovisionPercent: 140 };
    const group = upstream("api", [endpoint(PEER, { ejection })], { panic });
    const world = gateway([group], [route("/", "api")]);
    const live = admin({ ...ejected.facts, upstreams: [told({ known: 1, healthy: 0 })] });
    expect(said(verdict(check, [...answers, live], { gateway: world, policy: { now: AT } }))).toEqual([
      "latent ejected-by-passive-checks",
    ]);
  });
  it("is contradicted by a gateway that calls it up, whatever the log says", () => {
    const up = admin({ peers: [peer(PEER)] });
    const disabled = log(event("endpoint-disabled", { peer: PEER, lastAt: AT }));
    expect(said(seen([...answers, up, disabled]))).toEqual(["against ejected-by-passive-checks"]);
  });
});

describe("an endpoint whose own answer asked to be left alone", () => {
  const excluded = peer(PEER, {
    state: "ejected",
    word: "/excluded_via_immediate_hc_fail",
    isExcluded: true,
  });
  it("is kept out though it answers, also where health would be ignored", () => {
    const upstreams = [told({ known: 1, healthy: 0 })];
    const found = strongest(seen([...answers, admin({ peers: [excluded], upstreams })]));
    expect(found).toMatchObject({ cause: "ejected-by-passive-checks", role: "root" });
    expect(String(found.args.fix)).toContain("/healthcheck/ok");
  });
});

describe("a line of the log that keeps it out", () => {
  const disabled = log(event("endpoint-disabled", { peer: PEER, lastAt: AT }));
  const nobody = log(event("no-live-upstreams", { peer: "api", lastAt: AT }));

  it.each([
    ["the endpoint", disabled],
    ["its whole group", nobody],
    [
      "its whole group, by the request's route",
      log(event("no-live-upstreams", { upstream: "api", lastAt: AT })),
    ],
  ])("counts for %s while the penalty lasts", (_, line) => {
    const found = strongest(seen([...answers, line]));
    expect(found).toMatchObject({ cause: "ejected-by-passive-checks", role: "root", extent: "some" });
    expect(found.evidence[0]).toBe("it answers now, and the penalty of 10 s is not over");
    expect(found.strength).toBeLessThan(0.7);
  });
  it("is over when the penalty is", () => {
    expect(said(seen([...answers, disabled], {}, AT + 11_000))).toEqual([]);
    expect(said(seen([...answers, nobody], {}, AT + 11_000))).toEqual([]);
  });
  it("is over when a later one lets it in again", () => {
    const again = log(
      event("endpoint-disabled", { peer: PEER, lastAt: AT }),
      event("endpoint-enabled", { peer: PEER, lastAt: AT + 1_000 }),
    );
    expect(said(seen([...answers, again]))).toEqual([]);
  });
  it("says nothing where the endpoint fails, is never kept out, or another is meant", () => {
    expect(said(seen([connect(PEER, "ECONNREFUSED"), disabled]))).toEqual([]);
    expect(said(seen([...answers, disabled], { ejection: undefined }))).toEqual([]);
    const other = log(event("endpoint-disabled", { peer: "10.0.0.9:80", lastAt: AT }));
    expect(said(seen([...answers, other]))).toEqual([]);
  });
  it("may as well be a limit of connections, where there is one", () => {
    expect(said(seen([...answers, nobody], { maxConnections: assumed(1, at) }))).toEqual([]);
  });
  it("is of no use when its stamp lies in the future: its time zone was guessed wrong", () => {
    expect(said(seen([...answers, disabled], {}, AT - 3_600_000))).toEqual([]);
  });
});

it("is skipped without admin address and log", () => {
  expect(seen(answers).status).toBe("skip");
});
