import { describe, expect, it } from "vitest";
import check from "../../../checks/config/file-loaded.ts";
import type { LogEvent } from "../../../src/model/observation.ts";
import { written } from "../../../src/model/source.ts";
import { endpoint, gateway, route, tls, upstream } from "../../given/gateway.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { AT, connect, event, log, processes } from "../../given/network.ts";
import { handshake, overTls } from "../../given/observation.ts";
import { gatewayWith, problem } from "../../given/problem.ts";

const world = gateway([upstream("api", [endpoint("10.0.0.5:80")])], [route("/", "api")]);
const POLICY = { healthPath: undefined, expectStatus: [], probeTimeoutMs: 5000, now: AT + 1_000 };

/** The workers run for ten minutes, and the file was written so long after their start. */
function seen(changedAfterMs: number, events: readonly LogEvent[] = [], over = {}, touched = {}) {
  const workersSince = AT - 600_000;
  const modifiedAt = workersSince + changedAfterMs;
  const lastChange = { path: "/etc/nginx/conf.d/api.conf", modifiedAt, touchedAt: modifiedAt, ...touched };
  return verdict(
    check,
    [processes([{ workersSince }], "alive", lastChange), log(...events), connect("10.0.0.5:80")],
    { gateway: world, policy: POLICY, ...over },
  );
}

describe("config-not-reloaded", () => {
  it("fires where the log names an address to which the file sends nothing", () => {
    const found = strongest(seen(60_000, [event("connect-refused", { peer: "10.0.0.6:80" })]));
    expect(found).toMatchObject({
      cause: "config-not-reloaded",
      role: "root",
      extent: "some",
      strength: 0.93,
      locations: [{ file: "/etc/nginx/conf.d/api.conf" }],
    });
    expect(found.evidence[0]).toBe(
      "/etc/nginx/conf.d/api.conf was written at 2026-11-22T02:01:31Z, 60 s after the workers of nginx started",
    );
    expect(found.evidence[1]).toMatch(/^10\.0\.0\.6:80, to which the file sends nothing: /);
  });
  it("fires where failures go on that are not met as the file says", () => {
    expect(strongest(seen(60_000, [event("connect-refused", { peer: "10.0.0.5:80" })]))).toMatchObject({
      role: "root",
      strength: 0.65,
    });
  });
  it("fires where a file with an old time was put in place since", () => {
    const strange = event("connect-refused", { peer: "10.0.0.6:80" });
    const found = strongest(seen(-86_400_000, [strange], {}, { touchedAt: AT - 300_000 }));
    expect(found).toMatchObject({ role: "root", strength: 0.93 });
    expect(found.evidence[0]).toMatch(/^a file of the config was put in its place at /);
    const other = event("connect-refused", { peer: "10.0.0.5:80" });
    expect(said(seen(-86_400_000, [other], {}, { touchedAt: AT - 300_000 }))).toEqual([]);
  });
  it("fires in the second of the start only where no workers were there before", () => {
    const workersSince = AT - 600_000;
    const lastChange = { path: "/etc/nginx/nginx.conf", modifiedAt: workersSince, touchedAt: workersSince };
    const strange = event("connect-refused", { peer: "10.0.0.6:80", lastAt: workersSince - 500 });
    const started = (startedAt: number) =>
      said(
        verdict(
          check,
          [
            processes([{ workersSince, startedAt }], "alive", lastChange),
            log(strange),
            connect("10.0.0.5:80"),
          ],
          { gateway: world, policy: POLICY },
        ),
      );
    expect(started(workersSince - 20)).toEqual(["root config-not-reloaded"]);
    expect(started(workersSince - 200)).toEqual([]);
    expect(started(workersSince - 3_600_000)).toEqual([]);
  });
  it("fires where a file of authorities was put right and not loaded, for handshakes alone", () => {
    const trust = written({ kind: "file", path: "/ca.pem" } as const, {
      file: "/n.conf",
      line: 7,
      column: 3,
    });
    const plain = route("/", "api");
    const settings = tls({ verify: written(true, trust.location), trust });
    const verifying = { ...plain, forward: { ...plain.forward, tls: settings } };
    const model = gateway([upstream("api", [endpoint("10.0.0.5:443")])], [verifying]);
    const told = (word: string) => {
      const workersSince = AT - 600_000;
      const lastChange = { path: "/ca.pem", modifiedAt: workersSince + 60_000, touchedAt: workersSince };
      const request = overTls({ verify: true });
      const target = { kind: "tcp", host: "10.0.0.5", port: 443, isAddress: true } as const;
      const verified = { code: 0, reason: undefined, nameMatches: true };
      const passes = handshake({ verification: verified }, { request: { ...request, target } });
      const rejected = event(word, {
        peer: "10.0.0.5:443",
        detail: "20:unable to get local issuer certificate",
      });
      return verdict(
        check,
        [processes([{ workersSince }], "alive", lastChange), log(rejected), connect("10.0.0.5:443"), passes],
        { gateway: model, policy: POLICY },
      );
    };
    expect(strongest(told("certificate-rejected"))).toMatchObject({
      cause: "config-not-reloaded",
      role: "root",
      strength: 0.9,
      locations: [{ file: "/n.conf", line: 7 }],
    });
    expect(said(told("read-timeout"))).toEqual(["latent config-not-reloaded"]);
  });
  it("is only noted while nothing fails, or what failed did so before the change", () => {
    expect(said(seen(60_000))).toEqual(["latent config-not-reloaded"]);
    const before = event("connect-refused", { peer: "10.0.0.5:80", lastAt: AT - 590_000 });
    expect(said(seen(60_000, [before]))).toEqual(["latent config-not-reloaded"]);
  });
  it("is only noted where a name of the file may have had the address", () => {
    const named = gateway([upstream("api", [endpoint("api.internal:80")])], [route("/", "api")]);
    const other = event("connect-refused", { peer: "10.0.0.6:80" });
    expect(said(seen(60_000, [other], { gateway: named }))).toEqual(["latent config-not-reloaded"]);
  });
  it("stays quiet where the workers are younger than the file", () => {
    expect(said(seen(-200, [event("connect-refused", { peer: "10.0.0.6:80" })]))).toEqual([]);
    // Written right before a reload: the line is one of the workers that went.
    const before = event("connect-refused", { peer: "10.0.0.6:80", lastAt: AT - 600_500 });
    expect(said(seen(-30, [before]))).toEqual([]);
    expect(said(seen(900))).toEqual([]);
  });
  it("stays quiet where the file itself, or a reload, was refused", () => {
    const broken = gatewayWith(problem("config-syntax-error"));
    expect(said(seen(60_000, [], { gateway: broken }))).toEqual([]);
    expect(said(seen(60_000, [event("config-refused")]))).toEqual([]);
  });
  it("goes by the start of a gateway that can't be told to load another file", () => {
    const startedAt = AT - 600_000;
    const lastChange = { path: "/etc/caddy/Caddyfile", modifiedAt: AT - 60_000, touchedAt: AT - 60_000 };
    const strange = log(event("connect-refused", { peer: "10.0.0.6:80" }));
    const judged = (commandLine: string, loadsAtStartAlone?: true) =>
      verdict(
        check,
        [processes([{ startedAt, commandLine }], "alive", lastChange), strange, connect("10.0.0.5:80")],
        { gateway: { ...world, ...(loadsAtStartAlone && { loadsAtStartAlone }) }, policy: POLICY },
      );
    expect(strongest(judged("caddy run", true)).evidence[0]).toMatch(/ after nginx started$/);
    expect(said(judged("caddy run --watch", true))).toEqual([]);
    expect(said(judged("caddy run"))).toEqual([]);
  });
  it("stays quiet where nobody knows when the workers started", () => {
    const lastChange = { path: "/etc/nginx/nginx.conf", modifiedAt: AT, touchedAt: AT };
    expect(said(verdict(check, [processes([{}], "alive", lastChange)], { gateway: world }))).toEqual([]);
  });
});
