import { expect, test } from "vitest";
import { liveness } from "../../src/model/liveness.ts";
import { policy } from "../given/look.ts";
import { exchange } from "../given/observation.ts";

test.each([
  [499, "answered"],
  [500, "server-error"],
  [599, "server-error"],
  [600, "answered"],
  [700, "answered"],
])("the status %d of a route is %s", (status, how) => {
  expect(liveness(exchange({ status }), policy).how).toBe(how);
});
