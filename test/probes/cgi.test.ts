import { describe, expect, test } from "vitest";
import { answering, exchanged, tcpServer } from "./asking.ts";

const STDOUT = 6;
const STDERR = 7;
const END = 3;

function record(type: number, content: string | Buffer, padding = 0): Buffer {
  const body = Buffer.from(content);
  const head = Buffer.from([1, type, 0, 1, body.length >> 8, body.length & 255, padding, 0]);
  return Buffer.concat([head, body, Buffer.alloc(padding)]);
}

function fastcgi(...records: Buffer[]) {
  return answering(Buffer.concat(records)).then((port) => exchanged(port, { protocol: "fastcgi" }));
}
const end = record(END, Buffer.alloc(8));

describe("FastCGI", () => {
  test("the answer's status is that of its Status header", async () => {
    const { outcome, facts } = await fastcgi(
      record(STDERR, "Primary script unknown", 2),
      record(STDOUT, "Status: 404 Not Found\r\nContent-Type: text/html\r\n\r\nFile not found.\n", 5),
      end,
    );
    expect(outcome.kind).toBe("answered");
    expect(facts).toMatchObject({
      status: 404,
      reasonPhrase: "Not Found",
      httpVersion: undefined,
      bodyStart: "File not found.\n",
      bodyComplete: true,
      malformed: undefined,
    });
  });

  test.each([
    [200, "Content-Type: text/html\r\n\r\n"],
    [302, "Location: /x\r\n\r\n"],
  ])("without one it is %i", async (status, head) => {
    expect((await fastcgi(record(STDOUT, head), end)).facts.status).toBe(status);
  });

  test("is read byte by byte and over several records", async () => {
    const answer = Buffer.concat([
      record(STDOUT, "Status: 500 x\r"),
      record(STDOUT, "\n\r\nab", 3),
      record(STDOUT, "c"),
      end,
    ]);
    const port = await tcpServer((socket) =>
      socket.once("data", async () => {
        for (const byte of answer)
          await new Promise<void>((done) => socket.write(Buffer.from([byte]), () => done()));
      }),
    );
    const { facts } = await exchanged(port, { protocol: "fastcgi" });
    expect(facts).toMatchObject({ status: 500, bodyStart: "abc", bodyComplete: true });
  });

  test("a server of HTTP is named, as nginx names it", async () => {
    const port = await answering("HTTP/1.1 400 Bad Request\r\n\r\n");
    const { outcome, facts } = await exchanged(port, { protocol: "fastcgi" });
    expect(outcome.kind).toBe("rejected");
    expect(facts).toMatchObject({ spoke: "http", malformed: "unsupported FastCGI protocol version: 72" });
  });

  test("a request that ends without an answer is rejected", async () => {
    const { outcome, facts } = await fastcgi(end);
    expect(outcome.kind).toBe("rejected");
    expect(facts).toMatchObject({ spoke: "fastcgi", malformed: "the request ended without an answer" });
  });

  test("asks in records that a responder reads, and names no script", async () => {
    let got = Buffer.alloc(0);
    const port = await tcpServer((socket) =>
      socket.once("data", (chunk) => {
        got = chunk;
        socket.end();
      }),
    );
    await exchanged(port, { protocol: "fastcgi", path: "/a?b" });
    expect(got.subarray(0, 16)).toEqual(Buffer.from([1, 1, 0, 1, 0, 8, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0]));
    const params = got.toString("latin1", 24);
    expect(params).toContain("\x0e\x03REQUEST_METHODGET");
    expect(params).toContain("\x0c\x01QUERY_STRINGb");
    expect(params).not.toContain("SCRIPT_FILENAME");
    expect(got.subarray(-16)).toEqual(Buffer.from([1, 4, 0, 1, 0, 0, 0, 0, 1, 5, 0, 1, 0, 0, 0, 0]));
  });
});

describe("parameters of the config", () => {
  const receivedParams = async (changes: Parameters<typeof exchanged>[1]): Promise<string> => {
    let got = "";
    const port = await tcpServer((socket) =>
      socket.once("data", (chunk) => {
        got = chunk.toString("latin1");
        socket.end();
      }),
    );
    await exchanged(port, { protocol: "scgi", ...changes });
    return got;
  };

  test("go under their own names, empty ones too, over those that uhc sends by itself", async () => {
    const got = await receivedParams({
      headers: [
        ["SCRIPT_FILENAME", "/srv/index.php"],
        ["APP_ENV", ""],
        ["SERVER_PORT", "8443"],
        ["SCGI", "1"],
      ],
    });
    expect(got).toContain("\0SCRIPT_FILENAME\0/srv/index.php\0APP_ENV\0\0");
    expect(got.match(/SERVER_PORT\0\d+/g)).toEqual(["SERVER_PORT\x008443"]);
    expect(got.match(/\0SCGI\0/g)).toHaveLength(1);
    expect(got).not.toMatch(/PATH_INFO|HTTP_SCRIPT|HTTP_APP/);
  });

  test("a Host that the config takes away is not sent", async () => {
    expect(await receivedParams({ host: undefined })).not.toContain("HTTP_HOST");
    expect(await receivedParams({})).toContain("\0HTTP_HOST\0good.test\0");
  });
});

describe("uwsgi and SCGI", () => {
  test.each(["uwsgi", "scgi"] as const)(
    "%s: an answer with a status line, or with a Status header",
    async (protocol) => {
      const line = await exchanged(await answering("HTTP/1.1 503 Busy\r\nA: b\r\n\r\nx"), { protocol });
      expect(line.facts).toMatchObject({ status: 503, bodyStart: "x", bodyComplete: true });
      const header = await exchanged(await answering("Status: 201 Made\r\n\r\n"), { protocol });
      expect(header.facts).toMatchObject({ status: 201, reasonPhrase: "Made" });
    },
  );

  test.each(["uwsgi", "scgi"] as const)("%s: something else is named", async (protocol) => {
    const { outcome, facts } = await exchanged(await answering("SSH-2.0-OpenSSH_9.2\r\n"), { protocol });
    expect([outcome.kind, facts.spoke]).toEqual(["rejected", "ssh"]);
  });

  test.each([
    ["uwsgi", /^\0[\s\S]{2}\0\x0e\0REQUEST_METHOD\x03\0GET/],
    ["scgi", /^\d+:CONTENT_LENGTH\x000\0SCGI\x001\0REQUEST_METHOD\0GET\0[\s\S]*,$/],
  ] as const)("%s: the variables are packed as the protocol says", async (protocol, pattern) => {
    let got = "";
    const port = await tcpServer((socket) =>
      socket.once("data", (chunk) => {
        got = chunk.toString("latin1");
        socket.end();
      }),
    );
    await exchanged(port, { protocol });
    expect(got).toMatch(pattern);
  });
});
