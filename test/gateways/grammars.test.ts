import { expect, it } from "vitest";
import { ADMIN_GRAMMARS } from "../../src/gateways/admin-grammars.ts";
import { GATEWAY_FORMATS } from "../../src/gateways/index.ts";
import { LOG_GRAMMARS } from "../../src/gateways/log-grammars.ts";

it("whoever's config can be read, the logs and the admin surface can be read too", () => {
  expect([...LOG_GRAMMARS.keys()]).toEqual([...GATEWAY_FORMATS.keys()]);
  expect([...ADMIN_GRAMMARS.keys()]).toEqual([...GATEWAY_FORMATS.keys()]);
});
