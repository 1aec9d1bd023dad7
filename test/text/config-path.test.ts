import { expect, it } from "vitest";
import { folderOf, joinConfigPath, plainPath } from "../../src/text/config-path.ts";

it("puts a relative name behind the folder as it is, and leaves an absolute one alone", () => {
  expect(joinConfigPath("/etc/nginx/", "../x")).toBe("/etc/nginx/../x");
  expect(joinConfigPath("/etc/nginx/", "/x")).toBe("/x");
});
it("ends a name at a NUL", () => {
  expect(joinConfigPath("/e/", "x\0y")).toBe("/e/x");
});
it("knows the folder of a path", () => {
  expect([folderOf("/etc/nginx/n.conf"), folderOf("n.conf"), folderOf("/n")]).toEqual([
    "/etc/nginx/",
    "",
    "/",
  ]);
});
it("has one spelling for equal paths", () => {
  expect(plainPath("/etc/./nginx//x/../n")).toBe("/etc/nginx/n");
});
