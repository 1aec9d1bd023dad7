import type { ClientHttp2Session, ClientHttp2Stream, OutgoingHttpHeaders } from "node:http2";
import type { Conversation } from "../conversation.ts";
import { startDeadline } from "../deadline.ts";
import type { ExchangeCall } from "../exchange-call.ts";
import { classifyFirstBytes, FIRST_BYTES } from "../first-bytes.ts";
import { record } from "../recorder.ts";
import { type BodyStart, bodyStart } from "./body-start.ts";
import type { Header } from "./http-head.ts";

export interface Http2Answer {
  readonly talk: Conversation;
  readonly status: number | undefined;
  /** Pseudo headers left out. */
  readonly headers: readonly Header[];
  readonly headerBytes: number;
  readonly trailers: readonly Header[];
  readonly body: BodyStart;
  readonly bodyComplete: boolean;
}

const BODY_BUDGET_MS = 1_000;
const MOST_HEADERS = 100;
const LONGEST_HEADER = 256 * 1024;

/** One request over HTTP/2 on an open connection, with prior knowledge (RFC 9113 section 3.3). */
export async function http2Call(
  call: ExchangeCall,
  headers: OutgoingHttpHeaders,
  content: Buffer | undefined,
): Promise<Http2Answer> {
  const { connect } = await import("node:http2");
  const recorder = record(call.stream, FIRST_BYTES);
  const settings = { enablePush: false, maxHeaderListSize: LONGEST_HEADER };
  const session = connect(`${call.isTls ? "https" : "http"}://${authorityOf(call)}`, {
    createConnection: () => recorder.stream,
    settings,
  });
  try {
    const answer = await listen(
      call,
      session,
      session.request(headers, { endStream: content === undefined }),
      content,
    );
    const start = recorder.received();
    const isOther =
      answer.talk.ending === "failed" && start.length > 0 && classifyFirstBytes(start) !== "http2";
    return { ...answer, talk: { ...answer.talk, start, ending: isOther ? "broken" : answer.talk.ending } };
  } finally {
    session.destroy();
  }
}

/** Node.js wants a URL to take its defaults from; what is sent stands in the headers. */
function authorityOf(call: ExchangeCall): string {
  return /^[\w.-]+(?::\d+)?$/.test(call.ask.host ?? "") ? `${call.ask.host}` : "localhost";
}

function listen(
  call: ExchangeCall,
  session: ClientHttp2Session,
  stream: ClientHttp2Stream,
  content: Buffer | undefined,
): Promise<Http2Answer> {
  const { context, patienceMs } = call;
  const body = bodyStart();
  const sentAt = context.clock();
  let head: ResponseHead | undefined;
  let trailers: readonly Header[] = [];
  let lastAt = 0;
  let longestPauseMs: number | undefined;
  const heard = (): number => {
    const ms = context.clock() - sentAt;
    longestPauseMs = Math.max(longestPauseMs ?? 0, ms - lastAt);
    lastAt = ms;
    return ms;
  };
  return new Promise((resolve) => {
    const end = (ending: Conversation["ending"], error?: unknown): void => {
      cancel();
      const talk = { ending, error, start: EMPTY, firstByteMs: head?.ms, headerMs: head?.ms, longestPauseMs };
      resolve({ talk, ...describeHead(head), trailers, body, bodyComplete: ending === "done" });
    };
    let cancel = startDeadline(context, patienceMs, end);
    stream.once("response", (fields, _flags, raw?: readonly string[]) => {
      head = { status: Number(fields[":status"]), pairs: pairsOf(raw ?? []), ms: heard() };
      cancel();
      cancel = startDeadline(context, Math.min(patienceMs, BODY_BUDGET_MS), end);
    });
    stream.on("trailers", (_fields, _flags, raw?: readonly string[]) => {
      trailers = pairsOf(raw ?? []);
    });
    stream.on("data", (chunk: Buffer) => {
      heard();
      body.add(chunk);
      if (body.isFull()) end("closed");
    });
    stream.on("end", () => head !== undefined && end("done"));
    for (const either of [stream, session]) {
      either.on("error", (error: unknown) => end("failed", error));
      either.on("close", () => end("closed"));
    }
    if (content !== undefined) stream.end(content);
  });
}

interface ResponseHead {
  readonly status: number;
  readonly pairs: readonly Header[];
  readonly ms: number;
}

function describeHead(
  head: ResponseHead | undefined,
): Pick<Http2Answer, "status" | "headers" | "headerBytes"> {
  const pairs = head?.pairs ?? [];
  return {
    status: head?.status,
    headers: pairs.slice(0, MOST_HEADERS),
    headerBytes: pairs.reduce((sum, [name, value]) => sum + name.length + value.length + ": \r\n".length, 0),
  };
}

const EMPTY = Buffer.alloc(0);

function pairsOf(raw: readonly string[]): readonly Header[] {
  const pairs: Header[] = [];
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const [name = "", value = ""] = [raw[at], raw[at + 1]];
    if (!name.startsWith(":")) pairs.push([name, value]);
  }
  return pairs;
}
