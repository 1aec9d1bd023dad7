import { expect, it } from "vitest";
import { readHttpText, readText } from "../given.ts";

const INCLUDE = "server { listen 80; include ssl.conf; }";

it("a whole config is refused for a relative include that is not there", () => {
  expect(readHttpText(INCLUDE).problems).toMatchObject([
    { cause: "config-include-missing", refusesConfig: true },
  ]);
});

it("a fragment does not tell where its relative includes start", () => {
  expect(readText(INCLUDE).problems).toMatchObject([
    { cause: "config-include-missing", refusesConfig: false },
  ]);
});

it("an absolute include is there or not, whatever includes it", () => {
  expect(readText("server { listen 80; include /srv/ssl.conf; }").problems).toMatchObject([
    { cause: "config-include-missing", refusesConfig: true },
  ]);
});
