import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import net, { type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { blackHole } from "../../src/demo/black-hole.ts";
import { openStage } from "../../src/demo/stage.ts";
import type { AdminPlace } from "../../src/model/admin.ts";
import type { AdminGrammar } from "../../src/model/admin-grammar.ts";
import { adminProbe } from "../../src/probes/admin.ts";
import type { ProbeContext } from "../../src/probes/context.ts";
import { resolveProbe } from "../../src/probes/dns/resolve.ts";
import { adminPlace } from "../given/host.ts";
import { givenContext } from "./given-context.ts";

/** Takes any answer for what it is, so that the tests see the way there alone. */
const grammar: AdminGrammar = (path, [answer]) => {
  if (answer === undefined) return { kind: "ask", path };
  const surface = `${answer.status} ${answer.text.slice(0, 20)}`;
  return { kind: "done", facts: { surface, peers: [], connections: undefined } };
};
const GRAMMARS = new Map([["nginx", grammar]]);
const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

async function listening(
  server: net.Server | Server,
  where: { port: number } | { path: string } = { port: 0 },
) {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
  });
  server.listen({ host: "127.0.0.1", ...where });
  await once(server, "listening");
  open.push(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

const http = (listener: RequestListener) => listening(createServer(listener));
/** Says something at the first bytes that come. */
const tcp = (act: (socket: Socket) => void) =>
  listening(net.createServer((socket) => void socket.once("data", () => act(socket))));

async function ask(place: AdminPlace, timeoutMs = 5_000, over: Partial<ProbeContext> = {}) {
  const probe = adminProbe(GRAMMARS, resolveProbe());
  const [seen] = await probe({ kind: "admin", gateway: "nginx", place, timeoutMs }, givenContext(over));
  if (seen?.kind !== "admin") throw new Error("nothing was measured");
  return seen;
}

describe("a question to an admin surface", () => {
  it("is one GET under uhc's own name, with the credentials of the URL", async () => {
    const requests: unknown[] = [];
    const port = await http(({ method, url, headers }, response) => {
      requests.push([method, url, headers["user-agent"], headers.host, headers.authorization]);
      response.end("[9]");
    });
    const place = adminPlace(port, "/api/?x=1", { authorization: "Basic dTpw" });
    const { outcome, facts } = await ask(place);
    expect([outcome.kind, facts.surface]).toEqual(["answered", "200 [9]"]);
    expect(requests).toEqual([["GET", "/api/?x=1", "uhc/test", `127.0.0.1:${port}`, "Basic dTpw"]]);
  });
  it("goes through a unix socket", async () => {
    const folder = mkdtempSync(join(tmpdir(), "uhc-admin-"));
    open.push(() => rmSync(folder, { recursive: true, force: true }));
    const path = join(folder, "s");
    await listening(
      createServer((_, response) => response.end("hello")),
      { path },
    );
    const { facts } = await ask(adminPlace(1, "/", { target: { kind: "unix", path } }));
    expect(facts.surface).toBe("200 hello");
  });
  it("goes to a name, by the system's resolver", async () => {
    const port = await http((_, response) => response.end("hello"));
    const target = { kind: "tcp", host: "localhost", port, isAddress: false } as const;
    expect((await ask(adminPlace(port, "/", { target }))).facts.surface).toBe("200 hello");
  });
  it("heeds no proxy of the environment", async () => {
    const port = await http((_, response) => response.end("direct"));
    process.env.HTTP_PROXY = "http://127.0.0.1:1";
    try {
      expect((await ask(adminPlace(port))).facts.surface).toBe("200 direct");
    } finally {
      delete process.env.HTTP_PROXY;
    }
  });
  it("follows no redirect", async () => {
    let count = 0;
    const port = await http((_, response) => {
      count++;
      response.writeHead(301, { location: "/elsewhere" }).end();
    });
    expect((await ask(adminPlace(port))).facts.surface).toBe("301 ");
    expect(count).toBe(1);
  });
});

describe("what goes wrong has its own name", () => {
  it.each([
    ["SSH", "SSH-2.0-OpenSSH_9.2\r\n", "it answers, but not in HTTP/1.1: ssh"],
    ["a TLS alert", "\x15\x03\x03\x00\x02\x02\x50", "it answers, but not in HTTP/1.1: tls"],
    ["HTTP/2", "\x00\x00\x12\x04\x00\x00\x00\x00\x00", "it answers, but not in HTTP/1.1: http2"],
    ["MySQL", "\x4a\x00\x00\x00\x0a8.0.36\x00", "it answers, but not in HTTP/1.1: mysql"],
    ["nonsense", "\xff\xfe\x00nothing", "it answers, but not in HTTP/1.1: unknown"],
  ])("%s", async (_, bytes, reason) => {
    const port = await tcp((socket) => socket.write(Buffer.from(bytes, "latin1")));
    expect((await ask(adminPlace(port))).outcome).toMatchObject({ kind: "rejected", reason });
  });
  it("a greeting that comes before the question", async () => {
    const port = await listening(net.createServer((socket) => void socket.write("SSH-2.0-OpenSSH_9.2\r\n")));
    expect((await ask(adminPlace(port))).outcome).toMatchObject({
      kind: "rejected",
      reason: "it answers, but not in HTTP/1.1: ssh",
    });
  });
  it.each([
    ["a reset", (socket: Socket) => void socket.resetAndDestroy(), "ECONNRESET"],
    ["a close", (socket: Socket) => void socket.end(), "UND_ERR_SOCKET"],
    [
      "a close within the answer",
      (socket: Socket) => void socket.end("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"),
      "UND_ERR_SOCKET",
    ],
  ])("%s", async (_, act, code) => {
    expect((await ask(adminPlace(await tcp(act)))).outcome).toMatchObject({ kind: "reset", code });
  });
  it("a port on which nothing listens", async () => {
    const port = await tcp(() => undefined);
    for (const close of open.splice(0)) close();
    expect((await ask(adminPlace(port))).outcome).toMatchObject({ kind: "refused", code: "ECONNREFUSED" });
  });
  it("a socket that is not there", async () => {
    const target = { kind: "unix", path: "/nowhere/s" } as const;
    expect((await ask(adminPlace(1, "/", { target }))).outcome.kind).toBe("not-found");
  });
  it("headers and bodies without end", async () => {
    const headers = await tcp((socket) => socket.write(`HTTP/1.1 200 OK\r\nX: ${"a".repeat(200_000)}`));
    expect((await ask(adminPlace(headers))).outcome.reason).toBe("its response header is too large");
    const body = await http((_, response) => {
      const more = (): void => {
        while (!response.destroyed && response.write("x".repeat(65_536)));
      };
      response.on("drain", more);
      more();
    });
    expect((await ask(adminPlace(body), 15_000)).outcome).toMatchObject({
      kind: "rejected",
      reason: "its answer is larger than 64 MiB",
    });
  });
  it("a gateway whose admin surface nobody knows", async () => {
    const probe = adminProbe(new Map(), resolveProbe());
    const request = { kind: "admin", gateway: "kong", place: adminPlace(1), timeoutMs: 1 } as const;
    expect((await probe(request, givenContext()))[0]?.outcome.kind).toBe("not-tried");
  });
});

describe("silence ends with the time allowed, on uhc's own clock, and says where it was", () => {
  const PATIENCE = 120;
  it.each([
    ["before the answer", (): void => undefined],
    ["within the header", (socket: Socket) => void socket.write("HTTP/1.1 200 OK\r\nX: ")],
    [
      "within the body",
      (socket: Socket) => void socket.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab"),
    ],
  ])("%s", async (_, act) => {
    const { outcome } = await ask(adminPlace(await tcp(act)), PATIENCE);
    expect(outcome).toMatchObject({ kind: "timed-out", reason: `no whole answer within ${PATIENCE} ms` });
  });
  it("within the handshake", async () => {
    const port = await listening(net.createServer(() => undefined));
    const { outcome } = await ask(adminPlace(port, "/", { hasTls: true }), PATIENCE);
    expect(outcome.kind).toBe("timed-out");
    expect(outcome.reason).toMatch(/^the handshake did not finish within/);
  });
  it("within the connect", async () => {
    const stage = await openStage();
    open.push(() => void stage.close());
    const port = Number((await blackHole(stage)).split(":")[1]);
    const { outcome } = await ask(adminPlace(port), PATIENCE);
    expect(outcome).toMatchObject({ kind: "timed-out", reason: `no connection within ${PATIENCE} ms` });
  });
  it("ends with the run too", async () => {
    const over = new AbortController();
    const port = await tcp(() => over.abort());
    expect((await ask(adminPlace(port), 5_000, { signal: over.signal })).outcome.reason).toBe(
      "the run was ended",
    );
  });
});
