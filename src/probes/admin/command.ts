import type { Socket } from "node:net";
import type { AdminAnswer, AdminCommand } from "../../model/admin-grammar.ts";
import type { Outcome } from "../../model/outcome.ts";
import type { ProbeContext } from "../context.ts";
import { startDeadline } from "../deadline.ts";
import { outcome, outcomeOfSystemError, RUN_ENDED, timedOut } from "../outcome.ts";

/** Ten thousand servers take some five; what is larger is no answer to use. */
const MAX_ANSWER_BYTES = 64 << 20;

/** One command over an open connection: a line, and everything that comes until the other side closes. */
export function giveCommand(
  socket: Socket,
  command: AdminCommand,
  limits: { readonly leftMs: number; readonly timeoutMs: number },
  context: ProbeContext,
): Promise<AdminAnswer | Outcome> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const end = (result: AdminAnswer | Outcome): void => {
      cancel();
      socket.removeAllListeners("data").removeAllListeners("end").removeAllListeners("error");
      socket.on("error", () => undefined);
      resolve(result);
    };
    const cancel = startDeadline(context, Math.max(1, limits.leftMs), (why) =>
      end(why === "run-ended" ? RUN_ENDED : timedOut("no whole answer", limits.timeoutMs)),
    );
    socket.on("data", (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size > MAX_ANSWER_BYTES) end(TOO_LARGE);
    });
    socket.on("error", (error) => end(outcomeOfSystemError(error)));
    socket.on("end", () =>
      end(size === 0 ? SILENT : { path: command, status: 200, text: Buffer.concat(chunks).toString("utf8") }),
    );
    socket.write(`${command}\n`);
  });
}

const TOO_LARGE = outcome("rejected", `its answer is larger than ${MAX_ANSWER_BYTES >> 20} MiB`);
const SILENT = outcome("reset", "closed without an answer");
