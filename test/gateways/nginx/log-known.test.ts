import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nginxLog } from "../../../src/gateways/nginx/log.ts";
import type { LogLine } from "../../../src/model/log-grammar.ts";

const { error } = nginxLog;

const MESSAGES = [
  "connect() failed (111: Connection refused) while connecting to upstream",
  "connect() failed (113: No route to host) while connecting to upstream",
  "upstream timed out (110: Connection timed out) while reading response header from upstream",
  "no live upstreams while connecting to upstream",
  'limiting requests, excess: 1.234 by zone "api"',
  'limiting requests, excess: 22.9 by zone "web"',
  'limiting requests, excess: 3.1 by zone "web2"',
  'limiting requests, excess: 17.025 by zone "web3"',
  "SSL_do_handshake() failed (SSL: error:0A000410:SSL routines::sslv3 alert handshake failure:SSL alert number 40) while SSL handshaking to upstream",
];
const PEERS = [
  "http://10.0.0.5:80",
  "http://10.0.0.6:80",
  "https://[::1]:443",
  "http://unix:/run/a.sock:",
  "http://app",
];

const line = fc
  .record({
    message: fc.constantFrom(...MESSAGES),
    peer: fc.constantFrom(...PEERS),
    method: fc.constantFrom(
      "GET",
      "HEAD",
      "OPTIONS",
      "POST",
      "PUT",
      "GETS",
      "get",
      "PROPPATCHPROPPATCHPROPPATCH",
    ),
    path: fc.stringMatching(/^\/[a-z,:/ "]{0,20}$/),
    level: fc.constantFrom("error", "crit", "warn"),
    connection: fc.nat(),
  })
  .map(
    ({ message, peer, method, path, level, connection }) =>
      `2026/11/28 03:00:00 [${level}] 9#9: *${connection} ${message}, client: 10.0.0.1, server: a, request: "${method} ${path.replaceAll('"', "")} HTTP/1.1", upstream: "${peer}${path.replaceAll('"', "")}", host: "a"`,
  );

describe("the memory of an error log", () => {
  it("gives for each line what opening it would give", () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 60 }), (lines) => {
        const memory = error.memory?.();
        const kept: (readonly LogLine[])[] = [];
        for (const text of lines) {
          const bytes = Buffer.from(text);
          const said = error.open(bytes)?.said() ?? [];
          expect(memory?.open(bytes)?.said() ?? []).toEqual(said);
          const place = memory?.find(bytes, 0, bytes.length);
          if (place !== undefined) expect(kept[place]).toEqual(said);
          if (place === undefined) memory?.keep(kept.push(said) - 1);
        }
        expect(kept.length).toBeLessThanOrEqual(lines.length);
      }),
      { numRuns: 200 },
    );
  });

  it("knows a line again whose client, path, connection and excess are others", () => {
    const memory = error.memory?.();
    const one = (excess: string, path: string) =>
      Buffer.from(
        `2026/11/28 03:00:00 [error] 9#9: *${path.length} limiting requests, excess: ${excess} by zone "api", client: 1.2.3.${path.length}, server: a, request: "GET ${path} HTTP/1.1", host: "a"`,
      );
    const first = one("0.5", "/a");
    expect(memory?.find(first, 0, first.length)).toBeUndefined();
    memory?.keep(7);
    const second = one("12.345", "/other");
    expect(memory?.find(second, 0, second.length)).toBe(7);
    const third = one("0.5", "/a".replace("a", "b"));
    memory?.find(third, 0, third.length);
    memory?.keep(8);
    expect(memory?.find(first, 0, first.length)).toBe(7);
  });

  it("passes over by their bytes the lines that say nothing, and no others", () => {
    fc.assert(
      fc.property(line, (text) => {
        const block = Buffer.from(`before\n${text}\nbehind`);
        expect(error.isDull?.(block, 7, 7 + Buffer.byteLength(text))).toBe(
          error.open(Buffer.from(text)) === undefined,
        );
      }),
    );
  });
});
