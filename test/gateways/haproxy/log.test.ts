import { describe, expect, it } from "vitest";
import { haproxyLog } from "../../../src/gateways/haproxy/log.ts";
import { TERMINATIONS } from "../../../src/gateways/haproxy/log-termination.ts";
import type { LogReader } from "../../../src/model/log-grammar.ts";

const bytes = (line: string) => Buffer.from(line, "latin1");
const said = (line: string, reader: LogReader = haproxyLog.error) =>
  (reader.open(bytes(line))?.said() ?? []).map(({ event, upstream, peer, detail, errno }) =>
    [event, peer ?? `${upstream ?? ""}/`, detail, errno].filter((one) => one !== undefined).join(" "),
  );
const traffic = (rest: string) => `10.0.0.9:55680 [28/Nov/2026:06:29:08.158] fe ${rest}`;
const RESULT = "0 active and 0 backup servers left. 0 sessions active, 0 requeued, 0 remaining in queue.";

describe("a line of traffic", () => {
  it("tells how long requests took that failed or were cut, and of no others", () => {
    const durations = (rest: string) =>
      haproxyLog.error
        .open(bytes(traffic(rest)))
        ?.said()
        .map(({ event, durationMs }) => [event, durationMs]);
    expect(durations('a/s1 0/0/0/-1/30003 504 198 - - sH-- 1/1/0/0/0 0/0 "GET / HTTP/1.1"')).toEqual([
      ["access-504", 30_003],
      ["read-timeout", 30_003],
    ]);
    expect(durations('a/s1 0/0/0/-1/30000 -1 0 - - CH-- 1/1/0/0/0 0/0 "GET / HTTP/1.1"')).toEqual([
      ["client-closed", 30_000],
    ]);
    expect(durations('a/s1 0/0/0/59000/60001 504 119 - - ---- 1/1/0/0/0 0/0 "GET / HTTP/1.1"')).toEqual([
      ["access-504", 60_001],
    ]);
    expect(durations('a/s1 0/0/0/9/12 200 119 - - ---- 1/1/0/0/0 0/0 "GET / HTTP/1.1"')).toEqual([
      ["access-200", undefined],
    ]);
  });
  // lines as HAProxy 2.6.12 wrote them
  it.each([
    [
      'ref/s1 0/0/-1/-1/502 503 217 - - SC-- 1/1/0/0/1 0/0 "GET / HTTP/1.1"',
      ["access-503 ref/s1 gateway", "connect-rejected ref/s1"],
    ],
    [
      'tout/s1 0/0/-1/-1/502 503 217 - - sC-- 1/1/0/0/1 0/0 "GET / HTTP/1.1"',
      ["access-503 tout/s1 gateway", "connect-timeout tout/s1"],
    ],
    [
      'hang/s1 0/0/0/-1/703 504 198 - - sH-- 1/1/0/0/0 0/0 "GET / HTTP/1.1"',
      ["access-504 hang/s1 gateway", "read-timeout hang/s1"],
    ],
    [
      'close/s1 0/0/0/-1/0 502 209 - - SH-- 1/1/0/0/0 0/0 "GET / HTTP/1.1"',
      ["access-502 close/s1 gateway", "closed-before-header close/s1"],
    ],
    [
      'junk/s1 0/0/0/-1/1 502 209 - - PH-- 1/1/0/0/0 0/0 "GET / HTTP/1.1"',
      ["access-502 junk/s1 gateway", "answer-malformed junk/s1"],
    ],
    [
      'down/<NOSRV> 0/-1/-1/-1/0 503 217 - - SC-- 1/1/0/0/0 0/0 "GET / HTTP/1.1"',
      ["access-503 down/ gateway", "no-live-upstreams down/"],
    ],
    [
      'fe/<NOSRV> -1/-1/-1/-1/0 503 217 - - SC-- 1/1/0/0/0 0/0 "GET / HTTP/1.1"',
      ["access-503 fe/ gateway", "no-route fe/"],
    ],
    ['five/s1 0/0/0/1/1 503 119 - - ---- 1/1/0/0/0 0/0 "GET / HTTP/1.1"', ["access-503 five/s1 upstream"]],
    [
      'redis/s2 0/0/0/1/1 503 119 - - ---- 1/1/0/0/+1 0/0 "GET / HTTP/1.1"',
      ["access-503 redis/s2 upstream", "redispatched redis/"],
    ],
    [
      'cut/s1 0/0/0/1/51 200 55 - - SD-- 1/1/0/0/0 0/0 "GET / HTTP/1.1"',
      ["access-200 cut/s1", "closed-in-body cut/s1"],
    ],
    [
      'q/<NOSRV> 0/400/-1/-1/400 503 217 - - sQ-- 3/3/2/0/0 0/1 "GET / HTTP/1.1"',
      ["access-503 q/ gateway", "queue-timeout q/"],
    ],
    [
      'ws/s1 0/0/0/1/51 101 55 - - sD-- 1/1/0/0/0 0/0 "GET / HTTP/1.1"',
      ["access-101 ws/s1", "upgrade-timeout ws/s1"],
    ],
    ['fe/<NOSRV> 0/-1/-1/-1/0 403 192 - - PR-- 1/1/0/0/0 0/0 "GET / HTTP/1.1"', ["access-403 fe/"]],
    [
      'fe/<NOSRV> 0/-1/-1/-1/0 429 192 - - PR-- 1/1/0/0/0 0/0 "GET / HTTP/1.1"',
      ["access-429 fe/", "rule-answered fe/ 429"],
    ],
    [
      'fe/<NOSRV> 0/-1/-1/-1/0 503 192 - - LR-- 1/1/0/0/0 0/0 "GET / HTTP/1.1"',
      ["access-503 fe/ gateway", "rule-answered fe/ 503"],
    ],
    ["fe/<NOSRV> -1/-1/1003 0 SC 1/1/0/0/0 0/0", ["no-live-upstreams fe/"]],
    ['stats/<STATS> 0/0/0/0/0 200 11031 - - LR-- 1/1/0/0/0 0/0 "GET /stats HTTP/1.1"', ["access-200 stats/"]],
    ['a/s1 0/0/0/2/3 200 55 c=1 - --VN 1/1/0/0/0 0/0 {a b|c} {} "GET / HTTP/1.1"', ["access-200 a/s1"]],
    ["tcp/s1 1/-1/500 0 SC 1/1/0/0/1 0/0", ["connect-rejected tcp/s1"]],
    ["tcp/s1 1/0/500 0 sD 1/1/0/0/0 0/0", []],
    ["tcp/s1 1/0/500 0 -- 1/1/0/0/0 0/0", []],
  ])("%s", (rest, words) => {
    expect(said(traffic(rest))).toEqual(words);
    expect(said(`Nov 28 06:29:08 gw-1 haproxy[31075]: ${traffic(rest)}`)).toEqual(words);
  });
  it("tells a method that uhc never sends", () => {
    const line = traffic('a/s1 0/0/0/-1/3 504 55 - - sH-- 1/1/0/0/0 0/0 "POST /pay HTTP/1.1"');
    expect(haproxyLog.error.open(bytes(line))?.said()[1]).toMatchObject({
      event: "read-timeout",
      isUnrepeatable: true,
    });
  });
  it("may be in the common log format, or in one of the config's own", () => {
    const clf =
      '10.0.0.9 - - [28/Nov/2026:06:29:08 +0000] "GET / HTTP/1.1" 503 217 "" "" 55680 158 "fe" "ref" "s1" 0 0 -1 -1 502 "SC--" 1 1 0 0 1 0 0 "-" "-"';
    expect(said(clf)).toEqual(["access-503 ref/s1 gateway", "connect-rejected ref/s1"]);
    const own = haproxyLog.access(
      '%{+Q}o\\ {"be":%b,"srv":%s,"ts":"%ts","status":%ST,"sni":%[ssl_fc_sni],"r":%r}',
    );
    expect(said('{"be":"ref","srv":"s1","ts":"sH","status":504,"sni":"","r":"GET / HTTP/1.1"}', own)).toEqual(
      ["access-504 ref/s1 gateway", "read-timeout ref/s1"],
    );
    expect(said('{"be":"ref","srv":"s1","ts":"--","status":503,"sni":"","r":"GET / HTTP/1.1"}', own)).toEqual(
      ["access-503 ref/s1 upstream"],
    );
  });
  it("is none where its end makes no sense", () => {
    expect(said(traffic('a/s1 0/0/0/1/3 200 55 - - what 1/1/0/0/0 0/0 "GET / HTTP/1.1"'))).toEqual([]);
    expect(said("Connect from 10.0.0.9:1 to 10.0.0.1:80 (fe/HTTP)")).toEqual([]);
  });
  it("has a word, or a reason for none, for every end of the manual", () => {
    const named = "CC CD cD CH cH CQ CR cR CT LR SC sC SD sD SH sH sQ PC PD PH PR PT RC";
    for (const pair of named.split(" ")) expect(TERMINATIONS.has(pair), pair).toBe(true);
  });
});

describe("what HAProxy says of its servers", () => {
  it.each([
    [
      `Server bk/s1 is DOWN, reason: Layer4 connection problem, info: "Connection refused", check duration: 0ms. ${RESULT}`,
      ["endpoint-disabled bk/s1", "check-failed bk/s1 connect-refused: Connection refused 111"],
    ],
    [
      `Server bk/s1 is DOWN, reason: Layer4 timeout, check duration: 2001ms. ${RESULT}`,
      ["endpoint-disabled bk/s1", "check-failed bk/s1 connect-timeout"],
    ],
    [`Server bk/s7 is DOWN via bk/s2. ${RESULT}`, ["endpoint-disabled bk/s7 with bk/s2"]],
    [`Backup Server bk/s9 is DOWN. ${RESULT}`, ["endpoint-disabled bk/s9"]],
    [
      'Health check for server bk/s2 failed, reason: Layer7 wrong status, code: 404, info: "Not Found", check duration: 1ms, status: 0/2 DOWN.',
      ["check-failed bk/s2 status-wrong: 404: Not Found"],
    ],
    [
      "Health check for backup server bk/s2 succeeded, reason: Layer7 check passed, code: 200, check duration: 1ms, status: 3/3 UP.",
      [],
    ],
    [
      "Server bk/s1 is UP, reason: Layer7 check passed, code: 200, check duration: 2ms. 1 active and 0 backup servers online. 0 sessions requeued, 0 total in queue.",
      ["endpoint-enabled bk/s1"],
    ],
    ["Server bk/s1 is UP/READY (leaving forced maintenance).", ["endpoint-enabled bk/s1"]],
    ["Server bk/s1 is DOWN (leaving forced drain).", []],
    [`Server bk/s1 is going DOWN for maintenance. ${RESULT}`, ["endpoint-switched-off bk/s1"]],
    [`Server bk/s1 is going DOWN for maintenance (DNS NX status). ${RESULT}`, ["name-not-resolved bk/s1 3"]],
    [
      `Server bk/s1 is going DOWN for maintenance (DNS timeout status). ${RESULT}`,
      ["name-not-resolved bk/s1 110"],
    ],
    [`Server bk/s2 enters drain state. ${RESULT}`, ["endpoint-switched-off bk/s2"]],
    ["Server bk/s4 was DOWN and now enters maintenance.", ["endpoint-switched-off bk/s4"]],
    ["backend bk has no server available!", ["no-live-upstreams bk"]],
    [
      "Proxy fe reached process FD limit (maxsock=242). Please check 'ulimit-n' and restart.",
      ["files-exhausted fe/"],
    ],
    ["Connect() failed for backend bk: no free ports.", ["ports-exhausted bk/"]],
    ["Proxy fe stopped (cumulated conns: FE: 10, BE: 0).", []],
  ])("%s", (body, words) => {
    expect(said(body)).toEqual(words);
    expect(said(`[WARNING]  (31075) : ${body}`)).toEqual(words);
    expect(said(`Nov 28 06:29:08 gw-1 haproxy[1]: [WARNING] 331/062908 (31075) : ${body}`)).toEqual(words);
  });
  it("tells what a start was refused for, and passes over warnings", () => {
    const alert =
      "[ALERT]    (9) : config : parsing [/etc/haproxy/haproxy.cfg:12] : unknown keyword 'x' in 'backend' section";
    expect(said(alert)).toEqual(["config-refused / /etc/haproxy/haproxy.cfg:12"]);
    expect(said(alert.replace("[ALERT]   ", "[WARNING] "))).toEqual([]);
    expect(
      said("[ALERT]    (9) : Starting frontend fe: cannot bind socket (Address already in use) [0.0.0.0:80]"),
    ).toEqual(["bind-failed / 0.0.0.0:80"]);
  });
});

describe("a line of another program", () => {
  it("is none of HAProxy's, also where both write to one syslog", () => {
    for (const line of [
      "Nov 28 06:29:08 gw-1 nginx: 2026/11/28 06:29:08 [error] 1#1: x",
      "Nov 28 06:29:08 gw-1 sshd[1]: y",
    ])
      expect(haproxyLog.error.stamp(bytes(line))).toBeUndefined();
    expect(haproxyLog.error.stamp(bytes("Nov 28 06:29:08 gw-1 haproxy[1]: Proxy fe started."))).toBeDefined();
  });
});

describe("the stamp of a line", () => {
  const body = "backend bk has no server available!";
  const minute = { hour: 6, minute: 29, second: 8 };
  it.each([
    [
      `Nov  8 06:29:08 gw-1 haproxy[1]: ${body}`,
      { year: undefined, month: 11, day: 8, offsetMinutes: undefined },
    ],
    [
      `2026-11-28T06:29:08.123456+01:00 gw-1 haproxy[1]: ${body}`,
      { year: 2026, month: 11, day: 28, offsetMinutes: 60 },
    ],
    [
      `<129>1 2026-11-28T06:29:08Z gw-1 haproxy 123 - - ${body}`,
      { year: 2026, month: 11, day: 28, offsetMinutes: 0 },
    ],
    [`2026-11-28T06:29:08.123Z stdout F ${body}`, { year: 2026, month: 11, day: 28, offsetMinutes: 0 }],
  ])("%s", (line, date) => {
    expect(haproxyLog.error.stamp(bytes(line))).toEqual({ ...minute, ...date });
    expect(said(line)).toEqual(["no-live-upstreams bk"]);
  });
  it("is that of the request where syslog put none before it", () => {
    const line = traffic('a/s1 0/0/0/2/3 200 55 - - ---- 1/1/0/0/0 0/0 "GET / HTTP/1.1"');
    expect(haproxyLog.error.stamp(bytes(line))).toMatchObject({ year: 2026, month: 11, day: 28, ...minute });
  });
});
