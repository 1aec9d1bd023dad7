import { expect, test } from "vitest";
import { liveness } from "../../src/model/liveness.ts";
import { policy } from "../given/look.ts";
import { exchange } from "../given/observation.ts";

test.each([
  [499, "answered"],
  [500, "server-error"],
  [501, "server-error"],
  [599, "server-error"],
  [600, "answered"],
  [700, "answered"],
])("the status %d of a route is %s", (status, how) => {
  expect(liveness(exchange({ status }), policy).how).toBe(how);
});

const rule = (kind: "text" | "pattern", text: string, isNegated = false) => ({ kind, text, isNegated });

test.each([
  ["ready", rule("pattern", "^(ok|ready)$"), "answered"],
  ["starting", rule("pattern", "^(ok|ready)$"), "unexpected-body"],
  ["starting", rule("text", "start", true), "unexpected-body"],
  ["ready", rule("text", "start", true), "answered"],
  // a pattern that could take forever is not tried
  ["starting", rule("pattern", "^((a+)+)+$"), "answered"],
])("a body %j under %j is %s", (body, expectBodyRule, how) => {
  const seen = exchange({ status: 200, bodyStart: body, bodyBytes: body.length });
  const asked = seen.request.exchange && { ...seen.request.exchange, expectBodyRule };
  expect(liveness({ ...seen, request: { ...seen.request, exchange: asked } }, policy).how).toBe(how);
});
