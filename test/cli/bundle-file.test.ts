import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { readBundle, writeBundle } from "../../src/cli/bundle-file.ts";
import { DIAGNOSE_DEFAULTS } from "../../src/cli/diagnose-settings.ts";
import { collect, judge } from "../../src/cli/wire.ts";
import { nginxConfig } from "../../src/demo/nginx-config.ts";
import { openStage } from "../../src/demo/stage.ts";
import { group, route, service, site } from "../laws/contract/world.ts";

const folder = mkdtempSync(join(tmpdir(), "uhc-bundle-file-"));
afterAll(() => rmSync(folder, { recursive: true }));

function stored(content: string | Uint8Array): string {
  const path = join(folder, "b");
  writeFileSync(path, content);
  return path;
}
const read = (content: string | Uint8Array) => () => readBundle(stored(content), "--bundle");

/** One service with secrets all around it: in the config, in the log, in what it answers. */
async function world() {
  const stage = await openStage();
  try {
    const { at } = await service(stage, (_, response) => {
      response.setHeader("set-cookie", "sid=5ecretAnswer");
      response.writeHead(500).end('{"password":"5ecretBody"}');
    });
    const headers =
      'proxy_set_header Authorization "Bearer 5ecretHeader"; proxy_set_header X-Api-Key 5ecretKey;';
    const log = await stage.write(
      "error.log",
      `2099/01/01 00:00:00 [error] 1#1: *1 connect() failed (111: Connection refused) while connecting to upstream, client: 192.0.2.7, server: a, request: "GET /?token=5ecretLog HTTP/1.1", upstream: "http://${at}/?token=5ecretLog"\n`,
    );
    const http = group("api", at) + site(route("/", "http://api/?api_key=5ecretQuery", headers));
    const config = await stage.write("nginx.conf", nginxConfig("a test", stage.folder, http));
    const settings = { ...DIAGNOSE_DEFAULTS, configs: [config], logs: [log], ignore: ["resources"] };
    return await collect(settings, { signal: new AbortController().signal, onEvent: () => undefined });
  } finally {
    await stage.close();
  }
}

const collected = await world();
const plain = Buffer.from(writeBundle(collected, "/work", false)).toString("utf8");

describe("a bundle", () => {
  it("holds no secret of config, log or answer, and keeps every line where it is", () => {
    expect(JSON.stringify([collected.evidence, [...collected.sources.values()].map(String)])).toContain(
      "5ecretHeader",
    );
    expect(plain).not.toMatch(/5ecret/);
    const [source] = JSON.parse(plain).sources;
    const [, original] = [...collected.sources][0] ?? [];
    expect(source.text).toContain("[redacted]");
    expect(source.text.split("\n")).toHaveLength(String(original).split("\n").length);
  });
  it("is compressed by its name, and read back either way", () => {
    const small = writeBundle(collected, "/work", true);
    expect(gunzipSync(small).toString("utf8")).toBe(plain);
    const reports = [read(plain)(), read(small)()].map(({ evidence }) => JSON.stringify(judge(evidence)));
    expect(reports[0]).toBe(reports[1]);
    expect(judge(read(plain)().evidence).causes[0]?.id).toBe("application-error");
  });
});

describe("what is no bundle", () => {
  const altered = (change: (bundle: Record<string, never>) => void) => {
    const value = JSON.parse(plain);
    change(value);
    return JSON.stringify(value);
  };
  it.each([
    ["an empty file", "", "is empty"],
    ["an open brace", "{", "not JSON, or was cut off"],
    ["a bundle without its end", plain.slice(0, -100), "not JSON, or was cut off"],
    ["a list", "[]", "is not a uhc bundle"],
    ["a report", '{"schemaVersion":1}', "is not a uhc bundle"],
    ["a newer format", '{"format":"uhc-bundle","formatVersion":2}', "format that this release does not read"],
    ["a bundle without content", '{"format":"uhc-bundle","formatVersion":1}', "damaged bundle"],
    ["a bundle without requests", altered((one) => delete one.requests), "damaged bundle"],
    [
      "a prototype",
      plain.replace('"evidence":{', '"evidence":{"__proto__":{"isComplete":true},'),
      "not JSON",
    ],
    ["an unknown kind", plain.replace('"kind":"nginx"', '"kind":"constructor"'), "damaged bundle"],
    ["a time out of range", plain.replace(/"startedAt":\d+/, '"startedAt":1e300'), "damaged bundle"],
    ["a request that is not there", plain.replace(/"request":0/, '"request":99999'), "damaged bundle"],
    ["nesting without end", "[".repeat(100_000), "not JSON"],
  ])("%s", (_what, content, reason) => {
    expect(read(content)).toThrow(reason);
  });
  it("is a compressed file that is cut off, or that has no end once it is unpacked", () => {
    const small = writeBundle(collected, "/work", true);
    expect(read(small.subarray(0, small.length / 2))).toThrow("is cut off, or not gzip");
    expect(read(gzipSync(Buffer.alloc((256 << 20) + 1)))).toThrow("larger than 256 MiB once it is unpacked");
  });
  it("is a file that is missing, or a folder", () => {
    expect(() => readBundle(join(folder, "none"), "--bundle")).toThrow("no such file");
    expect(() => readBundle(folder, "--bundle")).toThrow("--bundle");
  });
});
