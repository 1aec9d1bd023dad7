import { describe, expect, it } from "vitest";
import { readHttpText, readOfAnyVersion } from "../given.ts";

const GROUP = "upstream a { zone a 64k; } server { location / { proxy_pass http://a; } }";
const inHttp = (text: string): string => `events {}\nhttp {\n${text}\n}\n`;

describe("a group without servers, but with a zone", () => {
  it("is refused by the open source nginx", () => {
    expect(readHttpText(GROUP).problems).toMatchObject([{ cause: "upstream-empty", refusesConfig: true }]);
  });

  it("may be one that NGINX Plus fills, where nobody knows which nginx it is for", () => {
    const { problems, upstreams } = readOfAnyVersion(inHttp(GROUP));
    expect(problems).toMatchObject([{ cause: "upstream-empty", refusesConfig: false }]);
    expect(upstreams).toMatchObject([{ discovery: { kind: "platform", isKnown: false } }]);
  });

  it.each([
    `${GROUP} server { listen 8080; location /api { api write=on; } }`,
    "upstream a { zone a 64k; state /var/lib/nginx/a.conf; } server { location / { proxy_pass http://a; } }",
  ])("is filled by NGINX Plus: %s", (text) => {
    expect(readOfAnyVersion(inHttp(text)).problems).toEqual([]);
    expect(readHttpText(text, "nginx/1.27.4 (nginx-plus-r34)").problems).toEqual([]);
  });

  it("is one more group without servers where it has no zone", () => {
    expect(readOfAnyVersion(inHttp("upstream a { }")).problems).toMatchObject([{ refusesConfig: true }]);
  });
});
