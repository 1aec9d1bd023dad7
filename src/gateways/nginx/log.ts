import {
  type LogGrammar,
  type LogLine,
  type LogReader,
  type LogWord,
  type OpenLine,
  repeatable,
} from "../../model/log-grammar.ts";
import { latin1 } from "./latin1.ts";
import { accessReader } from "./log-access.ts";
import { detailOf } from "./log-detail.ts";
import { isDull } from "./log-dull.ts";
import { BROKEN, CLOSED, CONNECT_ERRNO, HOLDS, PHASES, type Phase, STARTS, TIMED_OUT } from "./log-events.ts";
import { GUESSES } from "./log-guesses.ts";
import { errorMemory } from "./log-known.ts";
import {
  type ErrorLine,
  errorStamp,
  readErrorLine,
  type SplitLine,
  STAMP_LENGTH,
  splitErrorLine,
} from "./log-line.ts";
import { groupOf, peerOf } from "./log-peer.ts";

const [EMFILE, ENFILE, ENOSPC, ENOMEM, EACCES, ECONNREFUSED] = [24, 23, 28, 12, 13, 111];

const errorReader: LogReader = {
  stamp: errorStamp,
  stampBytes: STAMP_LENGTH,
  isDull,
  memory: () => {
    const meanings: Meanings = new Map();
    return { ...errorMemory(), open: (line) => open(line, meanings) };
  },
  open: (line) => open(line, undefined),
};

/** How nginx, and what is built from it, writes its logs. */
export const nginxLog: LogGrammar = { error: errorReader, access: accessReader, guesses: GUESSES };

/** What a line says, whomever it is about; "nothing" where it says nothing of upstreams. */
type Meaning =
  | (Pick<LogLine, "event" | "level" | "errno" | "detail"> & { readonly wasSent: boolean })
  | "nothing";
/** By all of a line that bears on it: there are few of them, and they take long to find out. */
type Meanings = Map<string, Meaning>;

/** Numbers in some messages make every one another. */
const MOST_MEANINGS = 1_000;
/** Tells the kinds of tails apart. */
const TAIL_NAME = ", resolver:".length;

function open(line: Uint8Array, meanings: Meanings | undefined): OpenLine | undefined {
  if (isDull(line, 0, line.length)) return undefined;
  const text = latin1(line);
  return { stamp: errorStamp(line), text, said: () => saidBy(text, meanings) };
}

function saidBy(text: string, meanings: Meanings | undefined): readonly LogLine[] {
  const split = splitErrorLine(text);
  if (split === undefined) return [];
  const meaning = meaningOf(split, meanings);
  return meaning === "nothing" ? [] : [lineOf(meaning, split.tail)];
}

function meaningOf(split: SplitLine, meanings: Meanings | undefined): Meaning {
  const key = `${split.level}${split.tail.slice(0, TAIL_NAME)}\n${split.head}`;
  const known = meanings?.get(key);
  if (known !== undefined) return known;
  const parts = readErrorLine(split);
  const event = eventOf(parts);
  const { level, errno } = parts;
  const meaning =
    event === undefined
      ? "nothing"
      : { event, level, errno, detail: detailOf(event, parts), wasSent: wasSent(parts) };
  if (meanings !== undefined && meanings.size < MOST_MEANINGS) meanings.set(key, meaning);
  return meaning;
}

function lineOf({ wasSent: isSent, ...said }: Exclude<Meaning, "nothing">, tail: string): LogLine {
  const peer = peerOf(tail);
  // Without a peer to choose, nginx writes the group where the address would stand.
  const upstream = said.event === "no-live-upstreams" ? peer : groupOf(tail);
  const method = isSent ? /, request: "([A-Z]{1,20}) /.exec(tail)?.[1] : undefined;
  return { ...said, peer, upstream, ...repeatable(method) };
}

/** As long as no connection stands, the method plays no part. */
function wasSent({ action }: ErrorLine): boolean {
  const phase = PHASES.get(action);
  return phase === "send" || phase === "header" || phase === "body" || phase === "upgrade";
}

function eventOf(parts: ErrorLine): LogWord | undefined {
  const { message, errno, level } = parts;
  const phase = PHASES.get(parts.action) ?? (parts.tail.startsWith(", health check ") ? "check" : "other");
  // OCSP stapling talks to a certificate authority, not to an upstream.
  if (parts.action.startsWith("requesting certificate status")) return undefined;
  // The mail proxy looks up the names of its clients.
  if (parts.action.startsWith("in resolving client address")) return undefined;
  if (level === "emerg" && errno !== ENOMEM) return emergency(message);
  if (message.startsWith("bind(")) return "source-bind-failed";
  if (errno === EMFILE || errno === ENFILE) return "files-exhausted";
  if (errno === ENOSPC) return "disk-full";
  if (parts.tail.startsWith(", resolver: ")) return "resolver-failed";
  return byConnection(message, errno, phase) ?? bySentence(message, STARTS, "starts") ?? late(parts);
}

/** Temporary files are numbered with ten digits (ngx_create_temp_file); a file of passwords may be denied at this level as well. */
const TEMP_FILE = /^(?:open|mkdir|pwrite)\(\) "[^"]*(?:_temp\/|\/\d{10}"|\/\d{1,3}")/;

function late({ message, errno, level }: ErrorLine): LogWord | undefined {
  if (message.startsWith("FastCGI sent in stderr")) {
    return message.includes("Primary script unknown") ? "script-not-found" : "application-message";
  }
  if (errno === ENOMEM) return "memory-exhausted";
  if (errno === EACCES && level === "crit" && TEMP_FILE.test(message)) return "temp-file-denied";
  return bySentence(message, HOLDS, "holds");
}

/** What went wrong on the connection to the peer, by the step that nginx was at. */
function byConnection(message: string, errno: number | undefined, phase: Phase): LogWord | undefined {
  if (message.startsWith("connect() ")) return CONNECT_ERRNO.get(errno ?? 0) ?? "connect-failed";
  if (message.startsWith("upstream timed out")) return TIMED_OUT[phase];
  if (/^upstream prematurely closed (connection|FastCGI|request)/.test(message)) return CLOSED[phase];
  if (message.startsWith("peer closed connection in SSL handshake")) {
    return phase === "handshake" ? "handshake-closed" : undefined;
  }
  // A TLS 1.3 server may refuse the client's certificate only after the handshake: seen at the first read.
  if (/^SSL_(do_handshake|read|write)\(\) failed \(SSL:/.test(message)) {
    return phase === "other" || phase === "body" ? undefined : "handshake-failed";
  }
  // Over UDP a closed port shows at the first packet after it: no connection was opened that could be refused.
  if (errno === ECONNREFUSED && /^(recv|send)\(\) failed/.test(message)) return "connect-refused";
  if (
    /^(recv|readv|read|writev|send|sendfile|SSL_read|SSL_write|SSL_do_handshake)\(\) failed/.test(message)
  ) {
    return BROKEN[phase];
  }
  return undefined;
}

function bySentence(message: string, table: typeof STARTS, how: "starts" | "holds"): LogWord | undefined {
  return table.find(([text]) => (how === "starts" ? message.startsWith(text) : message.includes(text)))?.[1];
}

/** Lines of level emerg end a start or a reload: the config is refused, or an address can't be bound. */
function emergency(message: string): LogWord {
  if (message.startsWith("bind() to ") || message.startsWith("still could not bind()")) return "bind-failed";
  return message.startsWith("host not found in ") ? "config-host-not-found" : "config-refused";
}
