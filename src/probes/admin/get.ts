import type { Socket } from "node:net";
import type { buildConnector } from "undici";
import type { AdminPlace } from "../../model/admin.ts";
import type { AdminAnswer } from "../../model/admin-grammar.ts";
import type { Outcome } from "../../model/outcome.ts";
import type { ProbeContext } from "../context.ts";
import { type Ending, startDeadline } from "../deadline.ts";
import { classifyFirstBytes } from "../first-bytes.ts";
import { errorCode, outcome, outcomeOfSystemError, RUN_ENDED, timedOut } from "../outcome.ts";

/** Ten thousand endpoints take some five, a whole config of a mesh fifty; what is larger is no answer to use. */
const MAX_BODY_BYTES = 64 << 20;
/** As much of an answer as is kept to tell what came instead of HTTP. */
const MAX_FIRST_BYTES = 64;
/** undici's own timers fire up to a second late and stand far behind: the deadline is uhc's own. */
const SAFETY_MS = 10_000;

interface Question {
  readonly path: string;
  readonly place: AdminPlace;
  readonly leftMs: number;
  readonly timeoutMs: number;
}

/** One GET over an open connection. Redirects are answers like any other, and no proxy has a say. */
export async function getAdmin(
  socket: Socket,
  origin: string,
  question: Question,
  context: ProbeContext,
): Promise<AdminAnswer | Outcome> {
  // Its names hang on the default alone once it is bundled.
  const { Client } = (await import("undici")).default;
  const { path, place, leftMs, timeoutMs } = question;
  const firstBytes = keepFirstBytes(socket);
  const over = new AbortController();
  const client = new Client(origin, {
    connect: handOver(socket),
    headersTimeout: timeoutMs + SAFETY_MS,
    bodyTimeout: timeoutMs + SAFETY_MS,
  });
  let why: Ending | undefined;
  const cancel = startDeadline(context, Math.max(1, leftMs), (ending) => {
    why = ending;
    over.abort();
    // The signal does not reach a request that was not written yet.
    client.destroy(new Error("the time is up")).catch(() => undefined);
  });
  try {
    const headers = headersFor(place, context.userAgent);
    const answer = await client.request({ method: "GET", path, headers, signal: over.signal, reset: true });
    const text = await boundedText(answer.body);
    return text === undefined ? TOO_LARGE : { path, status: answer.statusCode, text };
  } catch (error) {
    if (why === "run-ended") return RUN_ENDED;
    return why === "timed-out" ? timedOut("no whole answer", timeoutMs) : failureOf(error, firstBytes());
  } finally {
    cancel();
    client.destroy().catch(() => undefined);
  }
}

function headersFor(
  { authorization, host }: AdminPlace,
  userAgent: string,
): Record<string, string | undefined> {
  const credentials = authorization === undefined ? {} : { authorization };
  return { host, "user-agent": userAgent, accept: "*/*", ...credentials };
}

const TOO_LARGE = outcome("rejected", `its answer is larger than ${MAX_BODY_BYTES >> 20} MiB`);

/**
 * Gives undici the open connection, once: it would ask for another one without end. Not at once, because undici forgets
 * the waiting request when it is called back within its own call.
 */
function handOver(socket: Socket): buildConnector.connector {
  let isGiven = false;
  return (_options, give) => {
    const wasGiven = isGiven;
    isGiven = true;
    setImmediate(() => (wasGiven ? give(new Error("closed before an answer"), null) : give(null, socket)));
  };
}

/** Remembers the start of what comes in. The parser's error holds it as text alone, in which bytes are lost. */
function keepFirstBytes(socket: Socket): () => Buffer {
  const push = socket.push.bind(socket);
  let first: Buffer = Buffer.alloc(0);
  socket.push = (chunk: unknown, encoding) => {
    if (Buffer.isBuffer(chunk) && first.length < MAX_FIRST_BYTES)
      first = Buffer.concat([first, chunk.subarray(0, MAX_FIRST_BYTES)]);
    return push(chunk, encoding);
  };
  return () => first;
}

async function boundedText(body: AsyncIterable<unknown>): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** What is no HTTP has an error without a code: its first bytes tell what it is. */
function failureOf(error: unknown, firstBytes: Buffer): Outcome {
  const spoke = classifyFirstBytes(firstBytes);
  const name = error instanceof Error ? error.name : "";
  if (name === "HTTPParserError" || (spoke !== undefined && spoke !== "http"))
    return outcome("rejected", `it answers, but not in HTTP/1.1: ${spoke ?? "nothing of use"}`);
  const code = errorCode(error);
  if (code === "UND_ERR_HEADERS_OVERFLOW")
    return outcome("rejected", "its response header is too large", code);
  if (code?.startsWith("UND_ERR_") === true)
    return outcome("reset", "closed before the answer was whole", code);
  return outcomeOfSystemError(error);
}
