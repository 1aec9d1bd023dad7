import { describe, expect, it } from "vitest";
import { accessReader } from "../../../src/gateways/nginx/log-access.ts";
import type { LogLine, LogReader } from "../../../src/model/log-grammar.ts";

const MAIN =
  '$remote_addr [$time_local] "$request" $status $upstream_addr $upstream_status $upstream_header_time $request_time';
const JSON_FORMAT =
  'escape=json {"t":"$time_iso8601","agent":"$http_user_agent","s":$status,"ua":"$upstream_addr","us":"$upstream_status"}';

function saidBy(reader: LogReader, line: string): readonly LogLine[] {
  return reader.open(Buffer.from(line))?.said() ?? [];
}

describe("nginx's access log", () => {
  it("combined tells the status alone", () => {
    const reader = accessReader(undefined);
    const line =
      '127.0.0.1 - bob [22/Nov/2026:04:21:31 +0130] "GET /a b HTTP/1.1" 502 157 "-" "curl \\x22 x"';
    expect(saidBy(reader, line)).toEqual([
      {
        event: "access-502",
        level: "access",
        peer: undefined,
        upstream: undefined,
        errno: undefined,
        detail: undefined,
      },
    ]);
    expect(reader.stamp(Buffer.from(line))).toMatchObject({
      year: 2026,
      month: 11,
      day: 22,
      hour: 4,
      offsetMinutes: 90,
    });
  });

  it("tells a status that the gateway made from one that came from the upstream", () => {
    const line = (rest: string) => `10.0.0.9 [22/Nov/2026:04:21:31 +0000] "GET / HTTP/1.1" ${rest}`;
    const reader = accessReader(MAIN);
    expect(saidBy(reader, line("502 10.0.0.5:80 502 - 0.001"))).toMatchObject([
      { event: "access-502", peer: "10.0.0.5:80", detail: "gateway" },
    ]);
    expect(saidBy(reader, line("503 10.0.0.5:80 503 0.002 0.003"))).toMatchObject([
      { event: "access-503", detail: "upstream" },
    ]);
    expect(saidBy(reader, line("503 - - - 0.003"))).toMatchObject([
      { event: "access-503", peer: undefined, detail: "gateway" },
    ]);
    expect(saidBy(reader, line("200 10.0.0.5:80 200 0.002 0.003"))).toMatchObject([
      { event: "access-200", detail: undefined },
    ]);
  });

  it("tells each try before the last, though lists hold the separator of the format", () => {
    const line =
      '10.0.0.9 [22/Nov/2026:04:21:31 +0000] "GET / HTTP/1.1" 200 10.0.0.5:80, 10.0.0.6:80 : unix:/run/x 502, 504 : 200 -, - : 0.1 0.5';
    expect(saidBy(accessReader(MAIN), line).map(({ event, peer }) => [event, peer])).toEqual([
      ["try-502", "10.0.0.5:80"],
      ["try-504", "10.0.0.6:80"],
      ["access-200", "unix:/run/x"],
    ]);
  });

  it("reads JSON, quotes in values included", () => {
    const line =
      '{"t":"2026-11-22T04:21:31+00:00","agent":"a\\"s\\\\","s":504,"ua":"10.0.0.5:80","us":"504"}';
    const reader = accessReader(JSON_FORMAT);
    expect(saidBy(reader, line)).toMatchObject([{ event: "access-504", peer: "10.0.0.5:80" }]);
    expect(reader.stamp(Buffer.from(line))).toMatchObject({ second: 31, offsetMinutes: 0 });
  });

  it("reads the time as seconds since the epoch, and names in braces", () => {
    const stamp = accessReader(["$", "{msec} $status"].join("")).stamp(Buffer.from("1795321291.123 502"));
    expect(stamp).toMatchObject({ year: 2026, month: 11, day: 22, offsetMinutes: 0 });
  });

  it("009 is an answer without a status line", () => {
    expect(saidBy(accessReader("$status"), "009")).toMatchObject([{ event: "access-9" }]);
  });

  it("a line of another format says nothing", () => {
    expect(saidBy(accessReader(MAIN), "hello")).toEqual([]);
    expect(accessReader(MAIN).stamp(Buffer.from("hello"))).toBeUndefined();
    expect(saidBy(accessReader(""), "502")).toEqual([]);
  });

  it("takes its time in proportion to the line, whatever stands in it", () => {
    const line = `10.0.0.9 [22/Nov/2026:04:21:31 +0000] "${'\\" '.repeat(20_000)}" 200 ${", ".repeat(20_000)}`;
    expect(saidBy(accessReader(MAIN), line)).toEqual([]);
  });
});
