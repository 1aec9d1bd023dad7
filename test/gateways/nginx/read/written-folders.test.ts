import { expect, test } from "vitest";
import { readText } from "../given.ts";

test("folders for temporary files and caches are listed once each", () => {
  const text = `events {} http { client_body_temp_path /w/body 1 2; proxy_temp_path /w/proxy;
    proxy_cache_path /w/cache levels=1:2 keys_zone=a:1m; fastcgi_cache_path /w/cache keys_zone=b:1m; }`;
  expect(readText(text).folders).toEqual(["/w/body", "/w/proxy", "/w/cache"]);
});

test("those of the build, and what a variable names, are not", () => {
  expect(readText("events {} http { proxy_temp_path /w/$host; }").folders).toEqual([]);
});

test("those that the build was told of are, where the http block names no other", () => {
  const tempFolders = new Map([
    ["client_body_temp_path", "/var/lib/nginx/body"],
    ["proxy_temp_path", "/var/lib/nginx/proxy"],
  ]);
  const own = readText("events {} http { proxy_temp_path /w/proxy; }", "1.22.1", { tempFolders });
  expect(own.folders).toEqual(["/w/proxy", "/var/lib/nginx/body"]);
});
