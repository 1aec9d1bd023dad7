import { describe, expect, it } from "vitest";
import check from "../../../checks/config/own-rules.ts";
import type { Gateway } from "../../../src/model/config.ts";
import type { LogEvent } from "../../../src/model/observation.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { event, log } from "../../given/network.ts";
import { gatewayWith } from "../../given/problem.ts";

const location = { file: "/etc/haproxy/haproxy.cfg", line: 9, column: 5 };
const rule = "http-request deny deny_status 429 if { sc_http_req_rate(0) gt 2 }";
const haproxy: Gateway = {
  ...gatewayWith(),
  kind: "haproxy",
  ownAnswers: [
    { proxy: "web", status: 429, rule, location },
    { proxy: "other", status: 429, rule, location: { ...location, line: 19 } },
  ],
};
const ruled = (count: number, status = "429") =>
  event("rule-answered", { upstream: "web", detail: status, count });
const answers = (count: number, status: number) => event(`access-${status}`, { upstream: "web", count });
const seen = (events: readonly LogEvent[], of = haproxy) => verdict(check, [log(...events)], { gateway: of });

describe("requests that a rule of the config answers with an error", () => {
  it("are a cause where they are most, and the rule is shown", () => {
    const found = strongest(seen([ruled(6), answers(6, 429), answers(2, 200)]));
    expect(found).toMatchObject({
      cause: "gateway-limits-requests",
      role: "root",
      extent: "some",
      strength: 0.93,
    });
    expect(found.args.message).toBe("HAProxy itself answers 429 by a rule of web: 6 of 8 requests");
    expect(found.locations).toEqual([location]);
    expect(found.evidence[0]).toContain(rule);
  });
  it("are a cause of less weight where no such rule is in sight", () => {
    expect(strongest(seen([ruled(6, "503"), answers(6, 503)]))).toMatchObject({
      strength: 0.75,
      locations: [],
    });
  });
  it("are information where they are a small part: the rule is there for that", () => {
    expect(said(seen([ruled(40), answers(40, 429), answers(900, 200)]))).toEqual([
      "latent gateway-limits-requests",
    ]);
  });
  it("are no matter where there are none, nor of other gateways", () => {
    expect(said(seen([answers(9, 503)]))).toEqual([]);
    expect(seen([ruled(40)], gatewayWith()).status).toBe("skip");
  });
});
