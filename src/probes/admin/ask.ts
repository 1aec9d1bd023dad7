import type { AdminPlace, AdminRequest } from "../../model/admin.ts";
import type { AdminAnswer, AdminTurn } from "../../model/admin-grammar.ts";
import type { Outcome } from "../../model/outcome.ts";
import type { ProbeContext } from "../context.ts";
import { giveCommand } from "./command.ts";
import { getAdmin } from "./get.ts";
import { openAdmin, type Resolve } from "./open.ts";

/** What is to be sent: a GET, or a line of text. */
export type Question = Extract<AdminTurn, { readonly kind: "ask" | "command" }>;

/** One connection for each question: they are few, and not every surface keeps its connections. */
export async function askAdmin(
  question: Question,
  { place, timeoutMs }: Pick<AdminRequest, "place" | "timeoutMs">,
  resolve: Resolve,
  context: ProbeContext,
): Promise<AdminAnswer | Outcome> {
  const opened = await openAdmin(place, timeoutMs, resolve, context);
  if ("kind" in opened) return opened;
  const { socket, leftMs } = opened;
  const limits = { leftMs, timeoutMs };
  try {
    if (question.kind === "command") return await giveCommand(socket, question.command, limits, context);
    const named = question.host === undefined ? place : { ...place, host: question.host };
    return await getAdmin(socket, originOf(place), { path: question.path, place: named, ...limits }, context);
  } finally {
    socket.destroy();
  }
}

/** undici wants to know a server's address, also where it is handed the connection. */
function originOf({ target, hasTls }: AdminPlace): string {
  const host = target.kind === "tcp" && !target.host.includes(":") ? target.host : "localhost";
  return `${hasTls ? "https" : "http"}://${host}`;
}
