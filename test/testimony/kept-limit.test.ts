import { describe, expect, it } from "vitest";
import type { LogEvent } from "../../src/model/observation.ts";
import { assumed, type Setting, written } from "../../src/model/source.ts";
import { keptLimit } from "../../src/testimony/kept-limit.ts";
import { endpoint, forward, gateway, route, upstream } from "../given/gateway.ts";
import { event, log } from "../given/network.ts";

const peer = "10.0.0.5:8080";
const place = { file: "/etc/nginx/nginx.conf", line: 13, column: 5 };

/** What is told of a silent peer, with such durations of answers 504 and such a limit. */
function told(
  durations: NonNullable<LogEvent["durations"]>,
  readIdleMs: Setting<number> = written(30_000, place),
  over: Partial<LogEvent> = {},
) {
  const { timeouts } = forward("api");
  const one = route("/", "api", { forward: forward("api", { timeouts: { ...timeouts, readIdleMs } }) });
  const api = upstream("api", [endpoint(peer)]);
  const model = gateway([api], [one]);
  const answers = event("access-504", { level: "access", peer, detail: "gateway", durations, ...over });
  const subject = { gateway: "nginx", upstream: "api", endpoint: peer };
  const about = { upstream: api, endpoint: endpoint(peer), routes: [one], subject };
  const silent = { ...event("read-timeout", { peer }), path: "/var/log/nginx/error.log" };
  return keptLimit({ gateway: model, about }, silent, [log(answers)]);
}
const AT_30: NonNullable<LogEvent["durations"]> = [[30_000, 20]];

describe("the limit at which requests ended", () => {
  it("is the line of the config that holds it", () => {
    expect(told(AT_30)).toMatch(
      /20 of 20 answers 504 that nginx made came after 30 s: .* \/etc\/nginx\/nginx\.conf:13 sets$/,
    );
  });
  it("may be the gateway's default", () => {
    expect(told(AT_30, assumed(30_000, place))).toMatch(/: so long nginx waits by default$/);
  });
  it("is told without its origin where the config says otherwise", () => {
    expect(told(AT_30, written(60_000, place))).toMatch(/came after 30 s$/);
  });
  it("is none where requests ended at any time, or where the upstream sent the answer", () => {
    expect(told([3, 7, 12, 31, 44].map((seconds) => [seconds * 1_000 + 500, 5] as const))).toBeUndefined();
    expect(told(AT_30, undefined, { detail: "upstream" })).toBeUndefined();
    expect(told(AT_30, undefined, { peer: "10.0.0.6:8080" })).toBeUndefined();
  });
});
