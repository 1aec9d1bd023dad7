import { describe, expect, it } from "vitest";
import check from "../../../checks/config/reload-accepted.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { AT, event, log, processes } from "../../given/network.ts";
import { gatewayWith, problem } from "../../given/problem.ts";

const running = processes([{}]);
const broken = gatewayWith(problem("config-syntax-error", { message: 'unknown directive "proxy_pas"' }));
const fine = gatewayWith();
const refused = event("config-refused", {
  level: "emerg",
  count: 1,
  sample: '[emerg] unknown directive "proxy_pas"',
});
const hup = event("reload-requested", { level: "notice", lastAt: AT - 5 });

describe("config-reload-failed", () => {
  it("fires when the gateway runs and its file would be refused", () => {
    const found = strongest(verdict(check, [running], { gateway: broken }));
    expect(found).toMatchObject({
      cause: "config-reload-failed",
      role: "root",
      extent: "some",
      strength: 0.85,
    });
    expect(found.evidence).toEqual([
      '/etc/gateway.conf:14: unknown directive "proxy_pas"',
      "nginx runs since 2026-11-22T01:10:31Z all the same",
    ]);
  });
  it("is surer with the refusal in the log", () => {
    const found = strongest(verdict(check, [running, log(refused)], { gateway: broken }));
    expect(found.strength).toBe(0.93);
    expect(found.evidence[2]).toMatch(/^\/var\/log\/error.log: at 2026-11-22T02:10:31Z: /);
  });
  it("counts a logged reload that nothing accepted since, though the file is right by now", () => {
    expect(said(verdict(check, [running, log(refused, hup)], { gateway: fine }))).toEqual([
      "root config-reload-failed",
    ]);
  });
  it("counts a refusal that the running process wrote itself", () => {
    const own = { ...refused, sample: '2026/11/22 02:10:31 [emerg] 812#812: unknown directive "proxy_pas"' };
    expect(said(verdict(check, [running, log(own)], { gateway: fine }))).toEqual([
      "root config-reload-failed",
    ]);
  });
  it("allows for log stamps that are cut to the second", () => {
    const justStarted = processes([{ startedAt: AT + 110 }]);
    expect(said(verdict(check, [justStarted, log(refused, hup)], { gateway: fine }))).toEqual([
      "root config-reload-failed",
    ]);
  });
  it("is only noted where it may have been a mere test of the file", () => {
    expect(said(verdict(check, [running, log(refused)], { gateway: fine }))).toEqual([
      "latent config-reload-failed",
    ]);
  });
  it("is over once younger workers show that a later reload got through", () => {
    const reloaded = processes([{ workersSince: AT + 60_000 }]);
    expect(said(verdict(check, [reloaded, log(refused, hup)], { gateway: fine }))).toEqual([]);
  });
  it("is over once a later reload got through, or the gateway was started again", () => {
    const later = event("workers-started", { lastAt: AT + 1000 });
    expect(said(verdict(check, [running, log(refused, hup, later)], { gateway: fine }))).toEqual([]);
    const restarted = processes([{ startedAt: AT + 1000 }]);
    expect(said(verdict(check, [restarted, log(refused, hup)], { gateway: fine }))).toEqual([]);
  });
  it("is not said of a gateway that does not run: its file then is the reason", () => {
    expect(said(verdict(check, [processes([]), log(refused)], { gateway: broken }))).toEqual([]);
  });
});
