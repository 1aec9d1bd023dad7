import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import net, { type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { AdminGrammar } from "../../src/model/admin-grammar.ts";
import { adminProbe } from "../../src/probes/admin.ts";
import { resolveProbe } from "../../src/probes/dns/resolve.ts";
import { adminPlace } from "../given/host.ts";
import { givenContext } from "./given-context.ts";

/** One command, and its answer for the surface's name. */
const grammar: AdminGrammar = (_, [answer]) =>
  answer === undefined
    ? { kind: "command", command: "show info" }
    : { kind: "done", facts: { surface: answer.text.slice(0, 40), peers: [], connections: undefined } };

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

async function socketThat(act: (socket: Socket, said: string) => void): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "uhc-command-"));
  const path = join(folder, "s");
  const sockets = new Set<Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("data", (data) => act(socket, data.toString()));
  });
  server.listen(path);
  await once(server, "listening");
  open.push(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
    rmSync(folder, { recursive: true, force: true });
  });
  return path;
}

async function ask(path: string, timeoutMs = 5_000, of = grammar) {
  const probe = adminProbe(new Map([["haproxy", of]]), resolveProbe());
  const place = adminPlace(1, "/", { target: { kind: "unix", path } });
  const [seen] = await probe({ kind: "admin", gateway: "haproxy", place, timeoutMs }, givenContext());
  if (seen?.kind !== "admin") throw new Error("nothing was measured");
  return seen;
}

describe("a command to an admin socket", () => {
  it("is one line, and its answer is all that comes until the end", async () => {
    const lines: string[] = [];
    const path = await socketThat((socket, said) => {
      lines.push(said);
      socket.write("Name: ");
      setTimeout(() => socket.end("HAProxy\n"), 10);
    });
    const { outcome, facts } = await ask(path);
    expect([outcome.kind, facts.surface]).toEqual(["answered", "Name: HAProxy\n"]);
    expect(lines).toEqual(["show info\n"]);
  });
  it("waits no longer than it may, also where something came", async () => {
    const silent = await socketThat(() => undefined);
    expect((await ask(silent, 50)).outcome).toMatchObject({ kind: "timed-out" });
    const slow = await socketThat((socket) => socket.write("Name: "));
    expect((await ask(slow, 50)).outcome).toMatchObject({ kind: "timed-out" });
  });
  it("says that nothing came, that nothing listens, and that the answer has no end", async () => {
    const mute = await socketThat((socket) => socket.end());
    expect((await ask(mute)).outcome.reason).toBe("closed without an answer");
    expect((await ask("/nonexistent/s")).outcome.kind).toBe("not-found");
    const endless = await socketThat((socket) => {
      const block = Buffer.alloc(1 << 20, "x");
      const pour = (): void => {
        while (socket.writable && socket.write(block));
        socket.once("drain", pour);
      };
      pour();
    });
    expect((await ask(endless, 20_000)).outcome.reason).toBe("its answer is larger than 64 MiB");
  });
  it.skipIf(process.getuid?.() === 0)("says that it may not", async () => {
    const path = await socketThat((socket) => socket.end("x"));
    chmodSync(path, 0);
    expect((await ask(path)).outcome.kind).toBe("not-allowed");
  });

  it("may stay without an answer where the rest is of use without it", async () => {
    const two: AdminGrammar = (_, answers) =>
      answers.length < 2
        ? { kind: "command", command: answers.length === 0 ? "show info" : "show errors", mayFail: true }
        : {
            kind: "done",
            facts: {
              surface: answers.map(({ failure }) => failure ?? "told").join(),
              peers: [],
              connections: undefined,
            },
          };
    const path = await socketThat((socket, said) => {
      if (said.startsWith("show info")) socket.end("Name: HAProxy\n");
    });
    const seen = await ask(path, 200, two);
    expect(seen.facts.surface).toBe("told,no whole answer within 200 ms");
  });
});
