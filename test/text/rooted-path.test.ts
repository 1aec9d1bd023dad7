import { expect, it } from "vitest";
import { rootedPath } from "../../src/text/rooted-path.ts";

const LINKS: Readonly<Record<string, string>> = {
  "/copy/etc/nginx/on/site": "/etc/nginx/available/site",
  "/copy/etc/nginx/near": "../nginx/available",
  "/copy/etc/out": "../../../../../outside",
  "/copy/a": "/b",
  "/copy/b": "/a",
};
const rooted = (path: string, keepsLast = false) =>
  rootedPath("/copy", path, (link) => LINKS[link], keepsLast);

it("looks a path up under the folder", () => {
  expect(rooted("/etc/nginx/nginx.conf")).toBe("/copy/etc/nginx/nginx.conf");
  expect(rooted("/etc//nginx/./x/../y")).toBe("/copy/etc/nginx/y");
});
it("starts absolute links from the folder, not from this host's root", () => {
  expect(rooted("/etc/nginx/on/site")).toBe("/copy/etc/nginx/available/site");
  expect(rooted("/etc/nginx/near/site")).toBe("/copy/etc/nginx/available/site");
});
it("does not leave the folder, by name or by link", () => {
  expect(rooted("/../../etc/passwd")).toBe("/copy/etc/passwd");
  expect(rooted("/etc/out")).toBe("/copy/outside");
});
it("may leave the last link as it is", () => {
  expect(rooted("/etc/nginx/on/site", true)).toBe("/copy/etc/nginx/on/site");
});
it("gives up on links that go in circles", () => {
  expect(rooted("/a/x")).toBeUndefined();
});
