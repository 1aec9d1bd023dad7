import { describe, expect, test } from "vitest";
import { climb } from "../../src/probes/climb.ts";
import {
  answering,
  at,
  climbRequest,
  context,
  exchangeAsk,
  exchanged,
  tcpServer,
  tlsServer,
} from "./asking.ts";

/** What a server received for an ask. */
async function sent(changes: Parameters<typeof exchangeAsk>[0]): Promise<string> {
  let got = "";
  const port = await tcpServer((socket) =>
    socket.once("data", (chunk) => {
      got = chunk.toString("latin1");
      socket.end("HTTP/1.0 200 OK\r\n\r\n");
    }),
  );
  await exchanged(port, changes);
  return got;
}

describe("the request", () => {
  test("is what nginx writes", async () => {
    expect(await sent({ path: "/a?b=c" })).toBe(
      "GET /a?b=c HTTP/1.0\r\nHost: good.test\r\nConnection: close\r\nUser-Agent: uhc/test\r\n\r\n",
    );
  });

  test("carries the headers of the config in their order; an empty one is left out", async () => {
    const headers = [
      ["Connection", ""],
      ["X-Real-IP", "10.0.0.1"],
      ["User-Agent", "checker"],
    ] as const;
    expect(await sent({ httpVersion: "1.1", headers })).toBe(
      "GET / HTTP/1.1\r\nHost: good.test\r\nX-Real-IP: 10.0.0.1\r\nUser-Agent: checker\r\n\r\n",
    );
  });

  test("has no Host where the gateway sends none", async () => {
    expect(await sent({ host: undefined })).not.toContain("Host");
  });

  test("is the bytes of the config where it spells them out", async () => {
    expect(await sent({ rawRequest: "HEAD /x HTTP/1.0\r\n\r\n" })).toBe("HEAD /x HTTP/1.0\r\n\r\n");
  });

  test("can't be made two by what a config holds", async () => {
    const got = await sent({ path: "/a b\r\nX: y", headers: [["A", "1\r\nEvil: 2"]] });
    expect(got).toBe(
      "GET /a%20b%0d%0aX:%20y HTTP/1.0\r\nHost: good.test\r\nConnection: close\r\nA: 1Evil: 2\r\nUser-Agent: uhc/test\r\n\r\n",
    );
  });
});

describe("a valid answer", () => {
  test("is told in full", async () => {
    const head = "HTTP/1.1 404 Not Found\r\nServer: x\r\nContent-Length: 2\r\n\r\n";
    const { outcome, facts } = await exchanged(await answering(`${head}no`));
    expect(outcome.kind).toBe("answered");
    expect(facts).toMatchObject({
      status: 404,
      reasonPhrase: "Not Found",
      httpVersion: "1.1",
      headers: [
        ["Server", "x"],
        ["Content-Length", "2"],
      ],
      headerBytes: head.length,
      bodyBytes: 2,
      bodyStart: "no",
      bodyComplete: true,
      malformed: undefined,
      spoke: undefined,
      firstBytes: undefined,
    });
  });

  test.each([
    ["chunked", "Transfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\n0\r\nT: 1\r\n\r\n"],
    ["until the close", "\r\nhello"],
    ["with a length", "content-length:5\r\n\r\nhello"],
    ["with bare line feeds", "A: b\n\nhello"],
  ])("has its body read %s", async (_how, rest) => {
    const { facts } = await exchanged(await answering(`HTTP/1.1 200 OK\r\n${rest}`));
    expect(facts).toMatchObject({
      bodyStart: "hello",
      bodyBytes: 5,
      bodyComplete: true,
      malformed: undefined,
    });
  });

  test("is read in whatever pieces it comes", async () => {
    const answer =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nA\r\n0123456789\r\n0\r\n\r\n";
    const port = await tcpServer((socket) =>
      socket.once("data", async () => {
        for (const byte of answer) await new Promise<void>((done) => socket.write(byte, () => done()));
      }),
    );
    const { facts } = await exchanged(port);
    expect(facts).toMatchObject({
      status: 200,
      bodyStart: "abc0123456789",
      bodyComplete: true,
      malformed: undefined,
    });
  });

  test("comes after interim ones, which are skipped", async () => {
    const answer = "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    const { facts } = await exchanged(await answering(answer));
    expect(facts).toMatchObject({ status: 200, headers: [["Content-Length", "0"]] });
  });

  test.each(["HEAD", "GET"])("has no body after HEAD, whatever it announces (%s)", async (method) => {
    const { facts } = await exchanged(await answering("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"), {
      method,
    });
    expect(facts.bodyComplete).toBe(method === "HEAD");
  });

  test("is not followed elsewhere", async () => {
    const { facts } = await exchanged(
      await answering("HTTP/1.1 302 Found\r\nLocation: /b\r\nContent-Length: 0\r\n\r\n"),
    );
    expect(facts.status).toBe(302);
  });

  test("keeps header bytes as they came", async () => {
    const { facts } = await exchanged(
      await answering(Buffer.from("HTTP/1.1 200 OK\r\nServer: \x1b[31mé\r\n\r\n", "latin1")),
    );
    expect(facts.headers).toEqual([["Server", "\x1b[31mé"]]);
  });

  test("is read over TLS", async () => {
    const port = await tlsServer({}, (socket) =>
      socket.once("data", () => socket.end("HTTP/1.1 200 OK\r\n\r\nhi")),
    );
    const tls = {
      serverName: undefined,
      verify: false,
      verifyName: undefined,
      matchesAddresses: false,
      verifyDepth: 1,
      trust: { kind: "none" },
      versions: ["TLSv1.2", "TLSv1.3"],
      ciphers: "DEFAULT",
      alpn: [],
      clientCertificate: undefined,
    } as const;
    const all = await climb(climbRequest({ target: at(port), tls, exchange: exchangeAsk() }), context);
    expect(all.map((one) => [one.kind, one.outcome.kind])).toEqual([
      ["connect", "answered"],
      ["handshake", "answered"],
      ["exchange", "answered"],
    ]);
    expect(all[2]).toMatchObject({ facts: { status: 200, bodyStart: "hi" } });
  });
});

describe("an answer that breaks a rule of nginx is told with the rule", () => {
  test.each([
    ['duplicate header line "Content-Length"', "Content-Length: 1\r\nContent-Length: 1\r\n\r\na"],
    [
      'duplicate header line "Transfer-Encoding"',
      "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    ],
    [
      '"Content-Length" and "Transfer-Encoding" at the same time',
      "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
    ],
    ['invalid "Content-Length" header', "Content-Length: 1x\r\n\r\na"],
    ['unknown "Transfer-Encoding"', "Transfer-Encoding: gzip\r\n\r\n"],
    ["invalid chunked response", "Transfer-Encoding: chunked\r\n\r\nzz\r\n"],
    ["closed before the announced end of the body", "Content-Length: 9\r\n\r\na"],
    ["closed before the announced end of the body", "Transfer-Encoding: chunked\r\n\r\n5\r\nab"],
  ])("%s", async (malformed, rest) => {
    const { outcome, facts } = await exchanged(await answering(`HTTP/1.1 200 OK\r\n${rest}`));
    expect(outcome.kind).toBe("answered");
    expect(facts).toMatchObject({ status: 200, malformed });
  });

  test.each([
    "HTTP/1.1  200 OK",
    "HTTP/1.1 200.1 OK",
    "HTTP/999.123 200",
    "HTTP/1.1 200 OK\r\nno-colon",
    "HTTP/1.1 200 OK\r\nHTTP/1.1 200 OK",
  ])("nginx 1.22 takes %j", async (head) => {
    const { outcome, facts } = await exchanged(await answering(`${head}\r\nContent-Length: 2\r\n\r\nhi`));
    expect(outcome.kind).toBe("answered");
    expect(facts).toMatchObject({ status: 200, bodyComplete: true, malformed: undefined });
  });

  test.each(["HTTP/1.1 200OK", "HTTP/1.1 2000 OK", "HTTP/01.1 200 OK", "HTTP/1.1\t200 OK"])(
    "nginx 1.22 finds no status line in %j",
    async (line) => {
      const { facts } = await exchanged(await answering(`${line}\r\n\r\n`));
      expect(facts).toMatchObject({ status: undefined, malformed: "no status line" });
    },
  );

  test.each(["No Colon\r\n\r\n", "Bad Name: x\r\n\r\n", "N: a\0b\r\n\r\n", ": x\r\n\r\n"])(
    "%j is no header",
    async (rest) => {
      const { outcome, facts } = await exchanged(await answering(`HTTP/1.1 200 OK\r\n${rest}`));
      expect(outcome.kind).toBe("rejected");
      expect(facts).toMatchObject({ status: undefined, malformed: "invalid header", spoke: "http" });
    },
  );
});

describe("what is no HTTP answer", () => {
  test.each([
    ["ssh", "SSH-2.0-OpenSSH_9.2\r\n"],
    ["redis", "-ERR unknown command 'GET'\r\n"],
    ["tls", Buffer.from([21, 3, 1, 0, 2, 2, 70])],
    ["http2", Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0])],
    ["unknown", "hello\r\n"],
  ] as const)("is named: %s", async (spoke, answer) => {
    const { outcome, facts } = await exchanged(await answering(answer));
    expect(outcome.kind).toBe("rejected");
    expect(facts).toMatchObject({ spoke, malformed: "no status line", status: undefined });
    expect(facts.firstBytes).toBe(typeof answer === "string" ? answer : answer.toString("latin1"));
  });

  test("a close, a close within the header, and a reset are three things", async () => {
    expect((await exchanged(await answering(""))).outcome.reason).toBe("closed before an answer");
    expect((await exchanged(await answering("HTTP/1.1 200 OK\r\nA"))).outcome.reason).toBe(
      "closed within the answer's header",
    );
    const cutting = await tcpServer((socket) => socket.once("data", () => socket.resetAndDestroy()));
    expect((await exchanged(cutting)).outcome).toMatchObject({ kind: "reset", code: "ECONNRESET" });
  });

  test("silence times out", async () => {
    const { outcome, facts } = await exchanged(await tcpServer(() => undefined), {}, { patienceMs: 50 });
    expect(outcome.kind).toBe("timed-out");
    expect(facts.firstByteMs).toBeUndefined();
  });
});

describe("no answer takes more time or memory than it may", () => {
  const endless = (start: string, piece: string): Promise<number> =>
    tcpServer((socket) => {
      const more = (): void => {
        while (socket.writable && socket.write(piece));
      };
      socket.on("drain", more);
      socket.once("data", () => {
        socket.write(start);
        more();
      });
    });

  test("endless headers", async () => {
    const { outcome, facts } = await exchanged(
      await endless("HTTP/1.1 200 OK\r\n", "X-Filler: 0123456789\r\n"),
    );
    expect(outcome.kind).toBe("rejected");
    expect(facts.malformed).toBe("the header does not end");
    expect(facts.headerBytes).toBeLessThan(300 * 1024);
  });

  test("a header line without an end", async () => {
    const { facts } = await exchanged(await endless("HTTP/1.1 200 OK\r\nX: ", "x".repeat(1000)));
    expect(facts.malformed).toBe("the header does not end");
  });

  test("an endless body", async () => {
    const { outcome, facts } = await exchanged(await endless("HTTP/1.1 200 OK\r\n\r\n", "x".repeat(1000)));
    expect(outcome.kind).toBe("answered");
    expect(facts).toMatchObject({ status: 200, bodyComplete: false, malformed: undefined });
    expect(facts.bodyStart).toHaveLength(2_048);
  });

  test("one byte after another", async () => {
    const port = await tcpServer((socket) => {
      const timer = setInterval(() => socket.write("H"), 20);
      socket.once("close", () => clearInterval(timer));
      socket.write("HTTP/1.1 200 OK\r\nX: ");
    });
    const { outcome, facts } = await exchanged(port, {}, { patienceMs: 150 });
    expect(outcome.kind).toBe("timed-out");
    expect(facts.firstByteMs).toBeDefined();
  });

  test("a stream of events that stays open is an answer", async () => {
    const port = await tcpServer((socket) =>
      socket.once("data", () =>
        socket.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: 1\n\n"),
      ),
    );
    const { outcome, facts } = await exchanged(port, {}, { patienceMs: 100 });
    expect(outcome.kind).toBe("answered");
    expect(facts).toMatchObject({ bodyStart: "data: 1\n\n", bodyComplete: false });
  });

  test("more than a hundred headers", async () => {
    const { facts } = await exchanged(await answering(`HTTP/1.1 200 OK\r\n${"A: b\r\n".repeat(500)}\r\n`));
    expect(facts.headers).toHaveLength(100);
  });
});

describe("a layer 4 pass", () => {
  const tcp = { protocol: "tcp" } as const;

  test("is alive in silence", async () => {
    const { outcome, facts } = await exchanged(await tcpServer(() => undefined), tcp);
    expect(outcome.kind).toBe("answered");
    expect(facts.spoke).toBeUndefined();
  });

  test("is alive with a greeting, which is named", async () => {
    const { outcome, facts } = await exchanged(
      await tcpServer((socket) => socket.write("220 x ESMTP\r\n")),
      tcp,
    );
    expect(outcome.kind).toBe("answered");
    expect(facts).toMatchObject({ spoke: "smtp", firstBytes: "220 x ESMTP\r\n" });
  });

  test("is cut by a close", async () => {
    const { outcome } = await exchanged(await tcpServer((socket) => socket.end()), tcp);
    expect(outcome.kind).toBe("reset");
  });
});
