import { expect, test } from "vitest";
import { liveness } from "../../src/model/liveness.ts";
import { policy } from "../given/look.ts";
import { exchange } from "../given/observation.ts";

test.each([
  [499, "answered"],
  [500, "server-error"],
  // the service has no GET there: a question of uhc's
  [501, "answered"],
  [599, "server-error"],
  [600, "answered"],
  [700, "answered"],
])("the status %d of a route is %s", (status, how) => {
  expect(liveness(exchange({ status }), policy).how).toBe(how);
});

test("501 to a declared check is no sign of life: the method is the check's", () => {
  const seen = exchange({ status: 501 });
  const asked = seen.request.exchange && { ...seen.request.exchange, purpose: "declared-check" as const };
  expect(liveness({ ...seen, request: { ...seen.request, exchange: asked } }, policy).how).toBe(
    "server-error",
  );
});

const rule = (kind: "text" | "pattern", text: string, isNegated = false) => ({ kind, text, isNegated });

test.each([
  ["ready", rule("pattern", "^(ok|ready)$"), "answered"],
  ["starting", rule("pattern", "^(ok|ready)$"), "unexpected-body"],
  ["starting", rule("text", "start", true), "unexpected-body"],
  ["ready", rule("text", "start", true), "answered"],
  // a pattern that could take for ever is not tried
  ["starting", rule("pattern", "^((a+)+)+$"), "answered"],
])("a body %j under %j is %s", (body, expectBodyRule, how) => {
  const seen = exchange({ status: 200, bodyStart: body, bodyBytes: body.length });
  const asked = seen.request.exchange && { ...seen.request.exchange, expectBodyRule };
  expect(liveness({ ...seen, request: { ...seen.request, exchange: asked } }, policy).how).toBe(how);
});
