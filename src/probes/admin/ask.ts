import type { AdminPlace, AdminRequest } from "../../model/admin.ts";
import type { AdminAnswer } from "../../model/admin-grammar.ts";
import type { Outcome } from "../../model/outcome.ts";
import type { ProbeContext } from "../context.ts";
import { getAdmin } from "./get.ts";
import { openAdmin, type Resolve } from "./open.ts";

/** One connection for each question: they are few, and not every surface keeps its connections. */
export async function askAdmin(
  path: string,
  { place, timeoutMs }: Pick<AdminRequest, "place" | "timeoutMs">,
  resolve: Resolve,
  context: ProbeContext,
): Promise<AdminAnswer | Outcome> {
  const opened = await openAdmin(place, timeoutMs, resolve, context);
  if ("kind" in opened) return opened;
  try {
    return await getAdmin(
      opened.socket,
      originOf(place),
      { path, place, leftMs: opened.leftMs, timeoutMs },
      context,
    );
  } finally {
    opened.socket.destroy();
  }
}

/** undici wants to know a server's address, also where it is handed the connection. */
function originOf({ target, hasTls }: AdminPlace): string {
  const host = target.kind === "tcp" && !target.host.includes(":") ? target.host : "localhost";
  return `${hasTls ? "https" : "http"}://${host}`;
}
