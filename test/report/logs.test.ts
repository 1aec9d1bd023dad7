import { describe, expect, it } from "vitest";
import { logTable } from "../../src/report/formats/markdown-logs.ts";
import { logAccount } from "../../src/report/log-account.ts";
import { requestsSentence } from "../../src/report/log-requests.ts";
import { logLines } from "../../src/report/pretty/logs.ts";
import { openPage } from "../../src/report/pretty/page.ts";
import { plainText } from "../../src/report/style.ts";
import { endpoint, gateway, route, upstream } from "../given/gateway.ts";
import { event, log } from "../given/network.ts";
import { report } from "../given/report.ts";

const peer = "10.0.0.5:8080";
const model = gateway([upstream("api", [endpoint(peer)])], [route("/", "api")]);
const MINUTE = 60_000;
const START = Date.UTC(2026, 10, 28);
const every10 = {
  widthMs: 10_000,
  startsAt: START,
  counts: Array.from({ length: 181 }, (_, index) => (index % 60 === 0 ? 5 : 0)),
};
const read = log(
  event("connect-refused", { peer, count: 20, firstAt: START, lastAt: START + 30 * MINUTE, slots: every10 }),
  event("access-502", { level: "access", peer, count: 20, detail: "gateway" }),
  event("access-200", { level: "access", peer, count: 60 }),
  event("requests-limited", { count: 3, detail: "all" }),
  event("answer-malformed", { level: "warn", peer }),
  event("no-live-upstreams", { peer: "other", upstream: "other" }),
);
const account = logAccount([model], [read]);

describe("what logs tell", () => {
  it("joins failures by the place they are about, and leaves out what is only warned of", () => {
    expect(
      account?.places.map(({ upstream: name, failures }) => [name, failures.map((one) => one.event)]),
    ).toEqual([
      ["api", ["access-502", "connect-refused"]],
      ["other", ["no-live-upstreams"]],
      [undefined, ["requests-limited"]],
    ]);
  });
  it("counts requests, and by whom failed ones were answered", () => {
    expect(account?.places[0]).toMatchObject({
      requests: 80,
      failedRequests: 20,
      madeBy: { gateway: 20, upstream: 0, unknown: 0 },
    });
  });
  it("keeps what is too much to tell apart from what is about the gateway itself", () => {
    const many = log(
      event("connect-refused", { peer: undefined, count: 7, isRest: true }),
      event("requests-limited", { count: 1, detail: "all" }),
    );
    const places = logAccount([model], [many])?.places ?? [];
    expect(places.map(({ upstream: name, others, failures }) => [name, others, failures[0]?.count])).toEqual([
      [undefined, true, 7],
      [undefined, undefined, 1],
    ]);
    const page = openPage({ columns: 80, top: 3, detail: "normal", workingDirectory: undefined });
    const logs = { files: account?.files ?? [], places };
    expect(plainText(logLines({ ...report(), command: "logs", logs }, page))).toContain("all other places\n");
  });
  it("says of how many requests it knows, and who made the failed answers", () => {
    const logs = logAccount(
      [model],
      [log(event("access-200", { peer, count: 9_990 }), event("access-500", { peer, count: 1 }))],
    );
    if (account === undefined || logs === undefined) throw new Error("nothing was told");
    expect(requestsSentence(account)).toBe("80, of which 20 got 5xx (25 %): 20 made by the gateway");
    expect(requestsSentence(logs)).toBe("9,991, of which 1 got 5xx (< 0.1 %): 1 of unknown origin");
    expect(requestsSentence({ files: [], places: [] })).toBeUndefined();
  });
  it("names the zone that stamps without one were read in, where there are such", () => {
    const page = openPage({ columns: 80, top: 3, detail: "normal", workingDirectory: undefined });
    const zoned = (hasLocalStamps: boolean) => {
      const files = (account?.files ?? []).map((one) => ({ ...one, hasLocalStamps }));
      return plainText(logLines({ ...report(), command: "logs", logs: { files, places: [] } }, page));
    };
    expect(zoned(true)).toContain("stamps without a zone read as UTC");
    expect(zoned(false)).not.toContain("zone");
  });
  it("sees a rhythm", () => {
    expect(account?.places[0]?.failures[1]).toMatchObject({ bursts: 4, periodMs: 10 * MINUTE });
  });
  it("fits 80 columns", () => {
    const page = openPage({ columns: 80, top: 3, detail: "normal", workingDirectory: undefined });
    const text = plainText(
      logLines({ ...report(), command: "logs", ...(account && { logs: account }) }, page),
    );
    expect(text).toContain("api · 10.0.0.5:8080   20 of 80 requests got 5xx, 25 %");
    expect(text).toMatch(/connection refused +20 × +00:00:00 – 00:30:00 +every 10 min/);
    for (const row of text.split("\n")) expect(row.length).toBeLessThanOrEqual(80);
  });
  it("is a table in Markdown", () => {
    expect(logTable({ ...report(), ...(account && { logs: account }) })).toContain(
      "| `api 10.0.0.5:8080` | `connection refused` | 20 | 2026-11-28 00:00:00 | 2026-11-28 00:30:00 | 4 |",
    );
  });
});
