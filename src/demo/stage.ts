import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import type { Server, Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Where a world is set up: it keeps account of what was started, so that all of it can be taken away again. */
export interface Stage {
  /** A folder for this world alone. */
  readonly folder: string;
  /** Puts a file into the folder and gives its path. */
  write(name: string, text: string): Promise<string>;
  /** Lets the server listen on a free port of 127.0.0.1 and gives "127.0.0.1:port". */
  listen(server: Server): Promise<string>;
  /** Has something taken away on close; the last comes first. */
  onClose(takeAway: () => unknown): void;
  /** Takes everything away, once: whoever calls later waits for the same end. */
  close(): Promise<void>;
}

export async function openStage(): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), "uhc-demo-"));
  const leftovers: (() => unknown)[] = [() => rm(folder, { recursive: true, force: true })];
  let closing: Promise<void> | undefined;
  return {
    folder,
    async write(name, text) {
      const path = join(folder, name);
      await writeFile(path, text);
      return path;
    },
    async listen(server) {
      leftovers.push(() => new Promise((resolve) => server.close(resolve)));
      cutConnectionsOnClose(server, leftovers);
      server.listen(0, "127.0.0.1");
      await once(server, "listening");
      return addressOf(server);
    },
    onClose: (takeAway) => void leftovers.push(takeAway),
    close() {
      closing ??= takeAllAway(leftovers);
      return closing;
    },
  };
}

async function takeAllAway(leftovers: readonly (() => unknown)[]): Promise<void> {
  for (const takeAway of leftovers.toReversed()) await takeAway();
}

function cutConnectionsOnClose(server: Server, leftovers: (() => unknown)[]): void {
  const open = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket));
    // A client that hangs up in the middle is all in a day's work for a system that is broken on purpose.
    socket.on("error", () => socket.destroy());
  });
  leftovers.push(() => {
    for (const socket of open) socket.destroy();
  });
}

function addressOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server listens on no port");
  return `${address.address}:${address.port}`;
}
