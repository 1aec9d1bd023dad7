import { describe, expect, it } from "vitest";
import { haproxyAdmin } from "../../../src/gateways/haproxy/admin.ts";
import { checkFailure } from "../../../src/gateways/haproxy/check-failure.ts";
import type { AdminAnswer } from "../../../src/model/admin-grammar.ts";

const AT = Date.UTC(2026, 10, 28, 6);

/** Walks a surface that answers these commands and paths, other paths with 404. */
function walk(path: string, pages: Readonly<Record<string, string | number>>) {
  const answers: AdminAnswer[] = [];
  for (let turn = haproxyAdmin(path, answers); ; turn = haproxyAdmin(path, answers)) {
    if (turn.kind === "done" || turn.kind === "unknown")
      return { turn, asked: answers.map((answer) => answer.path) };
    if (answers.length > 10) throw new Error("it never ends");
    const name = turn.kind === "ask" ? turn.path : turn.command;
    const page = pages[name] ?? 404;
    const isText = typeof page === "string";
    answers.push({ path: name, status: isText ? 200 : page, text: isText ? page : "", at: AT });
  }
}

function facts(path: string, pages: Readonly<Record<string, string | number>>) {
  const { turn } = walk(path, pages);
  if (turn.kind !== "done") throw new Error(JSON.stringify(turn));
  return turn.facts;
}

const HEAD =
  "# pxname,svname,qcur,scur,slim,econ,eresp,status,weight,act,bck,chkfail,lastchg,type,check_status,check_code,check_duration,last_chk,agent_status,addr,hrsp_2xx,hrsp_4xx,hrsp_5xx,";
type Cells = Readonly<Record<string, string | number>>;
const row = (cells: Cells) =>
  HEAD.slice(2, -1)
    .split(",")
    .map((name) => cells[name] ?? "")
    .join(",");
const table = (...rows: readonly Cells[]) => `${HEAD}\n${rows.map(row).join(",\n")},\n\n`;
const server = (svname: string, status: string, over: Cells = {}) => ({
  ...{
    pxname: "bk",
    svname,
    status,
    type: 2,
    weight: 1,
    act: 1,
    bck: 0,
    qcur: 0,
    scur: 0,
    econ: 0,
    eresp: 0,
  },
  ...over,
});
const backend = { pxname: "bk", svname: "BACKEND", type: 1, status: "UP", act: 1, bck: 0, qcur: 0 };
const INFO =
  "Name: HAProxy\nVersion: 2.6.12-1+deb12u4\nPid: 9\nUptime_sec: 248\nMaxconn: 100\nCurrConns: 3\nStopping: 0\n\n";
const live = (stat: string, more: Readonly<Record<string, string>> = {}) =>
  facts("/", {
    "show info": INFO,
    "show stat": stat,
    "show servers state": "1\n# be_id be_name srv_id srv_name srv_addr srv_fqdn srv_port\n",
    "show resolvers": "\n",
    "show errors": "Permission denied\n",
    ...more,
  });
const stateOf = (status: string, over: Cells = {}) => live(table(server("s1", status, over))).peers[0]?.state;

describe("the state of a server", () => {
  it.each([
    ["UP", "up"],
    ["UP 1/3", "up"],
    ["no check", "up"],
    ["DOWN", "down"],
    ["DOWN 1/2", "down"],
    ["DOWN (agent)", "down"],
    ["MAINT", "maintenance"],
    ["MAINT (via a/s1)", "maintenance"],
    ["MAINT (resolution)", "down"],
    ["DRAIN", "draining"],
    ["DRAIN (agent)", "draining"],
    ["NOLB", "draining"],
    ["NOLB 1/2", "draining"],
    ["what", "unknown"],
  ])("%s", (status, state) => expect(stateOf(status)).toBe(state));
  it("gets no new requests without weight", () => {
    expect(stateOf("no check", { weight: 0 })).toBe("draining");
  });
});

describe("the runtime API", () => {
  const check = {
    check_status: "* L7STS",
    check_code: 503,
    check_duration: 11,
    last_chk: '"a, ""b"""',
    chkfail: 4,
  };
  const stat = table(
    server("s1", "DOWN", { ...check, lastchg: 60, econ: 3, eresp: 2 }),
    server("s2", "UP", { check_status: "L4OK", addr: "10.0.0.6:80", scur: 2, slim: 2, qcur: 1 }),
    server("s3", "MAINT (resolution)"),
    { ...backend },
  );
  const places =
    "1\n# be_id be_name srv_id srv_name srv_addr srv_op_state srv_fqdn srv_port\n9 bk 1 s1 fd00::5 0 - 8080\n9 bk 3 s3 - 0 app.test 80\n";
  const told = live(stat, { "show servers state": places });
  it("is asked with commands that only show, and says who it is", () => {
    const { asked } = walk("/", { "show info": INFO, "show stat": stat });
    expect(asked).toEqual(["show info", "show stat", "show servers state", "show resolvers", "show errors"]);
    expect(told).toMatchObject({
      surface: "HAProxy runtime API",
      version: "2.6.12",
      process: { pid: 9, uptimeMs: 248_000, connections: { now: 3, most: 100 }, isStopping: false },
    });
  });
  it("names servers by alias and address, with the name and since when they are down", () => {
    expect(told.peers.map(({ alias, endpoint, name }) => [alias, endpoint, name])).toEqual([
      ["s1", "[fd00::5]:8080", undefined],
      ["s2", "10.0.0.6:80", undefined],
      ["s3", "s3", "app.test:80"],
    ]);
    expect(told.peers[0]).toMatchObject({
      downSince: AT - 60_000,
      fails: 5,
      checks: { fails: 4, lastPassed: false },
    });
    expect(told.peers.map(({ isUnresolved }) => isUnresolved)).toEqual([false, false, true]);
  });
  it("tells the last check with its reason", () => {
    expect(told.peers[0]?.check).toEqual({
      word: "L7STS",
      hasPassed: false,
      failure: "status-wrong",
      status: 503,
      text: 'a, "b"',
      durationMs: 11,
    });
    expect(told.peers[1]?.check).toMatchObject({ word: "L4OK", hasPassed: true, failure: undefined });
  });
  it("counts what a server answered by itself, where it speaks HTTP", () => {
    const answersOf = (cells: Cells) => live(table(server("s1", "UP", cells), backend)).peers[0]?.answers;
    expect(answersOf({ hrsp_2xx: 3, hrsp_4xx: 2, hrsp_5xx: 7 })).toEqual({ errors: 7, others: 5 });
    expect(answersOf({})).toBeUndefined();
  });
  it("tells the limit of a backend where each server that serves has one, and who waits", () => {
    expect(told.upstreams?.[0]).toMatchObject({
      ...{ known: 3, healthy: 1, openLimits: [], limits: { connections: 2 } },
    });
    expect(told.peers[1]?.load).toEqual({ now: 2, most: 2, waiting: 1 });
    const free = live(table(server("s1", "UP", { slim: 2 }), server("s2", "UP"), backend));
    expect(free.upstreams?.[0]?.limits).toEqual({});
  });
  it("counts what its resolvers answered, without the section that it makes by itself", () => {
    const counters =
      "  sent:        676\n  valid:       0\n  nx:          12\n  timeout:     3\n  too_big:     2\n";
    const text = `Resolvers section r\n nameserver a:\n${counters}Resolvers section default\n nameserver 10.0.0.2:\n  sent:        0\n`;
    const numbers = { sent: 676, notSent: 0, valid: 0, notFound: 12, refused: 0, timedOut: 3, otherwise: 2 };
    expect(live(stat, { "show resolvers": text }).resolvers).toEqual([
      { section: "r", server: "a", ...numbers },
    ]);
  });
  it("shows the line in which an answer breaks the protocol", () => {
    const text =
      "Total events captured on [28/Nov/2026:06:33:13.783] : 821\n \n[28/Nov/2026:06:29:09.457] backend bk (#7): invalid response\n  frontend fe (#2), server s1 (#1), event #11, src 127.0.0.1:55712\n  buffer starts at 0 (including 0 out), 16356 free,\n  len 28, wraps at 16336, error at position 30\n  H1 chunk len 0 bytes, H1 body len 0 bytes :\n  \n  00000  HTTP/1.1 200 OK\\r\\n\n  00017  bad header\\r\\n\n  00040  x: y\\r\\n\n \n[28/Nov/2026:06:29:09.457] frontend fe (#7): invalid request\n  backend <NONE> (#-1), server <NONE> (#-1), event #12\n";
    expect(live(stat, { "show errors": text }).captured).toMatchObject([
      { upstream: "bk", alias: "s1", position: 30, line: "bad header" },
    ]);
  });
});

describe("a statistics page", () => {
  const page = table(server("s1", "UP"), backend);
  it("is read as CSV, at its own address or where such pages usually are", () => {
    expect(walk("/stats", { "/stats;csv": page }).asked).toEqual(["/stats;csv"]);
    expect(walk("/stats;csv", { "/stats;csv": page }).asked).toEqual(["/stats;csv"]);
    const bare = { "show info": "HTTP/1.1 400 Bad request\r\n\r\n", "/stats;csv": page };
    expect(facts("/", bare)).toMatchObject({
      surface: "HAProxy statistics page",
      peers: [{ alias: "s1", state: "up" }],
    });
  });
  it("that is none, or is locked, is said to be so", () => {
    const reason = (pages: Readonly<Record<string, string | number>>, path = "/stats") => {
      const { turn } = walk(path, pages);
      return turn.kind === "unknown" ? turn.reason : turn.kind;
    };
    expect(reason({ "/stats;csv": 401 })).toBe("it answers 401: no access");
    expect(reason({ "/stats;csv": "<html>", "/stats": "<html>" })).toContain("web page");
    expect(reason({})).toBe("it answers 404");
    expect(reason({ "show info": "garbage\n" }, "/")).toContain("neither");
    expect(reason({ "show info": "Permission denied\n" }, "/")).toContain("level is too low");
  });
});

describe("a check's result", () => {
  it("is a failure only where its code is one", () => {
    for (const code of ["UNK", "INI", "CHECKED", "L4OK", "L6OK", "L7OK", "L7OKC", "PROCOK", "toString"])
      expect(checkFailure(code, undefined)).toBeUndefined();
    const codes = "SOCKERR L4TOUT L4CON L6TOUT L6RSP L7TOUT L7RSP L7STS PROCERR PROCTOUT HANA".split(" ");
    expect(codes.filter((code) => checkFailure(code, undefined) === undefined)).toEqual([]);
    expect(checkFailure("L4CON", "Connection refused at initial connection step of tcp-check")).toEqual({
      failure: "connect-refused",
      errno: 111,
    });
  });

  it.each([
    ["DOWN", "L4OK", "ejected"],
    ["DOWN", "HANA", "ejected"],
    ["DOWN 1/2", "L4OK", "down"],
    ["DOWN", "L4CON", "down"],
    ["DOWN", "", "down"],
  ])("calls a server that is %s, whose last check was %j, %s", (status, check, state) => {
    const { peers } = live(table(server("a", status, { check_status: check })));
    expect(peers[0]?.state).toBe(state);
  });

  it.each([
    ["OPEN", 1, "open"],
    ["OPEN", 3, "full"],
    ["PAUSED", 0, "stopped"],
    ["STOP", 0, "stopped"],
  ])("calls a frontend that is %s with %i connections of 3 %s", (status, scur, state) => {
    const { frontends } = live(table({ pxname: "web", svname: "FRONTEND", type: 0, status, scur, slim: 3 }));
    expect(frontends).toEqual([{ name: "web", state, connections: { now: scur, most: 3 } }]);
  });
});
