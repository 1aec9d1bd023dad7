import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { nginxAdmin } from "../../../src/gateways/nginx/admin.ts";
import type { AdminAnswer } from "../../../src/model/admin-grammar.ts";

/** Walks a surface that answers these paths, everything else with 404. */
function walk(path: string, pages: Record<string, string | number>) {
  const answers: AdminAnswer[] = [];
  for (let turn = nginxAdmin(path, answers); ; turn = nginxAdmin(path, answers)) {
    if (turn.kind !== "ask") return { turn, asked: answers.map((answer) => answer.path) };
    if (answers.length > 10) throw new Error("it never ends");
    const page = pages[turn.path] ?? 404;
    const isText = typeof page === "string";
    answers.push({ path: turn.path, status: isText ? 200 : page, text: isText ? page : "" });
  }
}

function facts(path: string, pages: Record<string, string | number>) {
  const { turn } = walk(path, pages);
  if (turn.kind !== "done") throw new Error(JSON.stringify(turn));
  return turn.facts;
}

const upstreams = (peers: readonly object[]) => JSON.stringify({ api: { peers, zone: "api" } });
const PEER = { id: 0, server: "10.0.0.5:8080", name: "app.internal:8080", state: "up", fails: 0 };

describe("the NGINX Plus API", () => {
  const pages = {
    "/api/": "[1,2,9]",
    "/api/9/http/upstreams": upstreams([
      { ...PEER, state: "unavail", fails: 26, downstart: "2026-11-22T02:10:31Z" },
      { ...PEER, state: "unhealthy", health_checks: { checks: 9, fails: 4, last_passed: false } },
      { ...PEER, downstart: "2026-11-22T02:10:31Z" },
    ]),
    "/api/9/stream/upstreams": '{"tcp":{"peers":[{"server":"10.0.0.6:5432","state":"draining"}]}}',
    "/api/9/connections": '{"accepted":6079,"dropped":79,"active":1,"idle":8}',
  };

  it("is read at its newest known version, http and stream, with its connections", () => {
    const { asked } = walk("/api/", pages);
    expect(asked).toEqual(Object.keys(pages));
    const { peers, surface, connections } = facts("/api/", pages);
    expect(surface).toBe("NGINX Plus API");
    expect(connections).toEqual({ accepted: 6079, handled: 6000, active: 1 });
    expect(peers.map(({ upstream, endpoint, state }) => [upstream, endpoint, state])).toEqual([
      ["api", "10.0.0.5:8080", "ejected"],
      ["api", "10.0.0.5:8080", "down"],
      ["api", "10.0.0.5:8080", "up"],
      ["tcp", "10.0.0.6:5432", "draining"],
    ]);
    expect(peers[0]).toMatchObject({
      word: "unavail",
      fails: 26,
      downSince: Date.UTC(2026, 10, 22, 2, 10, 31),
    });
    expect(peers[1]?.checks).toEqual({ fails: 4, lastPassed: false });
    expect(peers[2]?.downSince).toBeUndefined();
  });
  it("is found without the slash, at a version, at its upstreams, and at the host alone", () => {
    expect(walk("/api", { ...pages, "/api": 301 }).asked.slice(0, 2)).toEqual(["/api", "/api/"]);
    const sections = { ...pages, "/api/9/": '["nginx","http","stream"]' };
    expect(facts("/api/9/", sections).peers).toHaveLength(4);
    expect(facts("/api/9/http/upstreams", pages).peers).toHaveLength(3);
    expect(facts("/", pages).peers).toHaveLength(4);
  });
  it("asks a version beyond its knowledge only where there is no other", () => {
    expect(walk("/api/", { "/api/": "[9,10,11]" }).asked).toContain("/api/9/http/upstreams");
    expect(walk("/api/", { "/api/": "[12,13]" }).asked).toContain("/api/13/http/upstreams");
  });
  it("goes without what the gateway does not have", () => {
    const { peers, connections } = facts("/api/", { "/api/": "[9]", "/api/9/stream/upstreams": "{}" });
    expect([peers, connections]).toEqual([[], undefined]);
  });
  it.each([
    ["maintenance?", "unknown"],
    ["checking", "checking"],
    ["down", "down"],
  ])("reads the state %s as %s", (word, state) => {
    const { peers } = facts("/u", { "/u": upstreams([{ ...PEER, state: word }]) });
    expect(peers[0]).toMatchObject({ state, word });
  });
});

describe("check_status", () => {
  const server = (over: object) => ({
    index: 0,
    upstream: "api",
    name: "10.0.0.5:80",
    type: "http",
    port: 0,
    ...over,
  });
  const page = (list: readonly object[]) =>
    JSON.stringify({ servers: { total: list.length, generation: 1, server: list } });

  it("tells what is up, what fails its check, and what was not checked yet", () => {
    const text = page([
      server({ status: "up", rise: 58, fall: 0 }),
      server({ status: "down", rise: 0, fall: 7 }),
      server({ status: "down", rise: 0, fall: 0 }),
    ]);
    const { peers, surface } = facts("/status?format=json", { "/status?format=json": text });
    expect(surface).toBe("check_status");
    expect(peers.map(({ state, word }) => [state, word])).toEqual([
      ["up", "up"],
      ["down", "down"],
      ["checking", "down"],
    ]);
    expect(peers[1]?.checks).toEqual({ fails: 7, lastPassed: false });
  });
  it("is asked for JSON where it shows its page", () => {
    const html = "<!DOCTYPE html><html><head>\n  <title>Nginx http upstream check status</title>";
    const pages = { "/status": html, "/status?format=json": page([server({ status: "up", rise: 1 })]) };
    expect(facts("/status", pages).peers).toHaveLength(1);
    expect(walk("/status", { "/status": html }).turn.kind).toBe("unknown");
  });
});

describe("stub_status", () => {
  const text =
    "Active connections: 291 \nserver accepts handled requests\n 16630948 16630940 31070465 \nReading: 6";

  it("gives its counters", () => {
    expect(facts("/nginx_status", { "/nginx_status": text })).toEqual({
      surface: "stub_status",
      peers: [],
      connections: { accepted: 16_630_948, handled: 16_630_940, active: 291 },
    });
  });
});

describe("what is no admin surface", () => {
  it.each([
    ["a page", "<html>hello</html>"],
    ["an empty answer", ""],
    ["other JSON", '{"status":"ok"}'],
    ["broken JSON", '{"api":{"peers":['],
    ["an empty list", "[]"],
    ["deep JSON", "[".repeat(50_000)],
    ["a trap for objects", '{"__proto__":{"peers":1}}'],
  ])("%s says nothing", (_, text) => {
    expect(walk("/x", { "/x": text }).turn).toMatchObject({ kind: "unknown" });
  });
  it("is said with its status", () => {
    expect(walk("/x/", { "/x/": 401 }).turn).toEqual({
      kind: "unknown",
      reason: "it answers 401: no access",
    });
    expect(walk("/x/", {}).turn).toEqual({ kind: "unknown", reason: "it answers 404" });
  });
  it("keeps names of an answer from meaning anything", () => {
    const { peers } = facts("/u", { "/u": '{"__proto__":{"peers":[{"server":"10.0.0.5:80"}]}}' });
    expect(peers[0]?.upstream).toBe("__proto__");
    expect(Object.hasOwn(Object.prototype, "peers")).toBe(false);
  });
  it("passes over peers without an address", () => {
    expect(facts("/u", { "/u": upstreams([{}, { server: 5 }]) }).peers).toEqual([]);
  });
});

const corpus = join(process.env.UHC_CORPUS ?? "", "api-json/netdata__netdata/src/go/plugin/go.d/collector");

describe.skipIf(process.env.UHC_CORPUS === undefined || !existsSync(corpus))(
  "answers of real gateways",
  () => {
    const read = (path: string) => readFileSync(join(corpus, path), "utf8");
    it("of NGINX Plus R27", () => {
      const api = "nginxplus/testdata/api-8";
      const { peers, connections } = facts("/api/", {
        "/api/": read(`${api}/api_versions.json`),
        "/api/8/http/upstreams": read(`${api}/http_upstreams.json`),
        "/api/8/stream/upstreams": read(`${api}/stream_upstreams.json`),
        "/api/8/connections": read(`${api}/connections.json`),
      });
      expect(peers.map(({ endpoint, state }) => `${endpoint} ${state}`)).toEqual([
        "127.0.0.1:81 ejected",
        "127.0.0.1:82 up",
        "127.0.0.1:12346 up",
        "127.0.0.1:12347 up",
      ]);
      expect(connections).toEqual({ accepted: 6079, handled: 6079, active: 1 });
    });
    it("of nginx and Tengine", () => {
      const stub = (file: string) => facts("/s", { "/s": read(`nginx/testdata/${file}`) }).connections;
      expect(stub("status.txt")).toEqual({ accepted: 36, handled: 36, active: 1 });
      expect(stub("tengine-status.txt")).toEqual({ accepted: 1140, handled: 1140, active: 1 });
    });
  },
);
