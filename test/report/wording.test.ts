import { describe, expect, it } from "vitest";
import { answering, evidenceLayer, gatewayNames, percent, span } from "../../src/report/wording.ts";
import { loggedSentence } from "../../src/testimony/logged.ts";
import { event } from "../given/network.ts";
import { cause, endpoint, report, upstream } from "../given/report.ts";

describe("wording", () => {
  it.each([
    [0.31, "0.3 ms"],
    [9, "9 ms"],
    [812.4, "812 ms"],
    [2100, "2.1 s"],
    [60_000, "60 s"],
    [200_000, "3 min 20 s"],
    [3_600_000, "1 h"],
    [5_400_000, "1 h 30 min"],
  ])("says %d milliseconds as %s", (ms, text) => expect(span(ms)).toBe(text));

  it("rounds confidence, but never up to certainty or below nothing", () => {
    expect([percent(0.954), percent(0.999), percent(1), percent(0)]).toEqual([
      "95 %",
      "99 %",
      "100 %",
      "0 %",
    ]);
  });

  it("counts a name with several addresses once", () => {
    const rows = [
      endpoint("api.internal:80", { address: "10.0.0.1" }),
      endpoint("api.internal:80", { address: "10.0.0.2", state: "down" }),
    ];
    expect(answering(upstream("api", { endpoints: rows }))).toBe("1 of 1 endpoint answers");
    expect(answering(upstream("api", { endpoints: [] }))).toBe("no endpoints");
  });

  it("names each gateway once, and a bare target none", () => {
    const inputs = [
      { path: "a", gateway: "nginx", version: "1.26.2" },
      { path: "b", gateway: "nginx", version: "1.26.2" },
      { path: "c", gateway: "none" },
    ];
    expect(gatewayNames(report({ inputs }))).toEqual(["nginx 1.26.2"]);
  });

  it("calls a sentence that rests on lines of a log so, whichever check says it", () => {
    const layers = new Map([["groups-live", "config"] as const]);
    const word = (summary: string) => evidenceLayer({ check: "groups-live", summary }, cause(), layers);
    const logged = { ...event("no-live-upstreams", { count: 5 }), path: "/var/log/nginx/error.log" };
    expect(word(loggedSentence(logged))).toBe("log");
    expect(word(loggedSentence({ ...logged, count: 1 }))).toBe("log");
    expect(word("max_fails=1 of /etc/nginx/nginx.conf:4")).toBe("conf");
  });
});
