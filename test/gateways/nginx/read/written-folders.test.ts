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
