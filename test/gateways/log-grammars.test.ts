import { expect, it } from "vitest";
import { GATEWAY_READERS } from "../../src/gateways/index.ts";
import { LOG_GRAMMARS } from "../../src/gateways/log-grammars.ts";

it("whoever's config can be read, the logs can be read too", () => {
  expect([...LOG_GRAMMARS.keys()]).toEqual([...GATEWAY_READERS.keys()]);
});
