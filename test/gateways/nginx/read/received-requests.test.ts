import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Gateway, Route } from "../../../../src/model/config.ts";
import type { Placeholder } from "../../../../src/model/forward.ts";
import { rewritePath } from "../../../../src/model/rewrite.ts";
import { readHttpText } from "../given.ts";

/** What a service behind nginx 1.22.1 received; `HOST` stands for the name that the client asked for. */
interface Case {
  readonly location: string;
  readonly ask: string;
  readonly path: string;
  readonly host: string;
}

const CASES: readonly Case[] = JSON.parse(
  readFileSync(new URL("../../../fixtures/nginx/read/received-requests.json", import.meta.url), "utf8"),
);

function read({ location }: Case): Gateway {
  const group = "upstream localgroup { server 127.0.0.1:18080; }";
  return readHttpText(`${group} server { listen 18081; server_name HOST; ${location} }`);
}

/** The route that the request takes: the longest matching prefix or the expression, else the named location. */
function taken({ routes }: Gateway, ask: string): Route {
  const path = ask.replace(/\?.*$/, "");
  const fits = routes
    .filter(({ condition }) => condition === undefined)
    .filter(({ match }) => match.kind === "regex" || ("path" in match && path.startsWith(match.path)));
  const best = fits.sort((a, b) => b.label.length - a.label.length)[0] ?? routes[0];
  if (best === undefined) throw new Error("no route");
  return best;
}

const fill = (part: string | Placeholder): string =>
  typeof part === "string" ? part : part.kind === "request-host" ? "HOST" : part.raw;

describe("the service receives what it receives from nginx", () => {
  test.each(CASES)("$location asked for $ask", (one) => {
    const gateway = read(one);
    const { forward } = taken(gateway, one.ask);
    expect(gateway.problems).toEqual([]);
    expect(rewritePath(forward.path.value, one.ask)).toBe(one.path);
    expect(forward.host.value.map(fill).join("")).toBe(one.host);
  });
});
