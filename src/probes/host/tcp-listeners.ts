import { readFile } from "node:fs/promises";
import { endianness } from "node:os";

/** A listening TCP socket as /proc/net/tcp and tcp6 show it (proc_net_tcp(5)). */
export interface TcpListener {
  readonly address: string;
  readonly port: number;
  readonly inode: string;
  /** Of a listening socket, `rx_queue` counts the connections that wait to be accepted (proc_net_tcp(5)). */
  readonly waiting: number;
}

/** States of a socket (include/net/tcp_states.h): one that is open, one whose other side has closed, one that listens. */
const ESTABLISHED = "01";
const CLOSE_WAIT = "08";
const LISTEN = "0A";
/** A host with more sockets than this has its listeners near the top all the same: the kernel lists them first. */
const MOST_LINES = 20_000;

/** The sockets that listen in the network namespace of this process; undefined where that can't be read. */
export async function tcpListeners(proc: string): Promise<readonly TcpListener[] | undefined> {
  const tables = await socketTables(proc);
  if (tables.every((table) => table === undefined)) return undefined;
  return tables.flatMap((table) => linesOf(table).flatMap(listenerIn));
}

/** The inodes of the connections that came in through one of these ports and are held by a process. */
export async function connectionsAt(proc: string, ports: ReadonlySet<number>): Promise<ReadonlySet<string>> {
  const tables = await socketTables(proc);
  return new Set(tables.flatMap((table) => linesOf(table).flatMap((line) => connectionIn(line, ports))));
}

function socketTables(proc: string): Promise<readonly (string | undefined)[]> {
  return Promise.all(
    ["tcp", "tcp6"].map((name) => readFile(`${proc}/net/${name}`, "latin1").catch(() => undefined)),
  );
}

function linesOf(table: string | undefined): readonly string[] {
  return (table ?? "").split("\n", MOST_LINES).slice(1);
}

function connectionIn(line: string, ports: ReadonlySet<number>): readonly string[] {
  const [, local = "", , state = "", , , , , , inode = ""] = line.trim().split(/\s+/);
  if (state !== ESTABLISHED && state !== CLOSE_WAIT) return [];
  return ports.has(Number.parseInt(local.slice(local.indexOf(":") + 1), 16)) ? [inode] : [];
}

function listenerIn(line: string): readonly TcpListener[] {
  // Nearly all lines of a busy host are connections: they are passed over before they are taken apart.
  if (!line.includes(` ${LISTEN} `)) return [];
  const [, local = "", , state, queues = "", , , , , inode = ""] = line.trim().split(/\s+/);
  const [, hex = "", port = ""] = /^([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4})$/.exec(local) ?? [];
  if (state !== LISTEN || hex === "") return [];
  const waiting = Number.parseInt(queues.slice(queues.indexOf(":") + 1), 16);
  return [{ address: addressOf(hex), port: Number.parseInt(port, 16), inode, waiting }];
}

/** Words of 32 bits in the byte order of the host. */
function addressOf(hex: string): string {
  const bytes = Buffer.from(hex, "hex");
  if (endianness() === "LE") bytes.swap32();
  if (bytes.length === 4) return bytes.join(".");
  const words = Array.from({ length: 8 }, (_, index) => bytes.readUInt16BE(index * 2));
  const isMapped = words.slice(0, 5).every((word) => word === 0) && words[5] === 0xffff;
  return isMapped ? bytes.subarray(12).join(".") : compressed(words);
}

/** Two or more zeros in a row, the first longest of them, become "::" (RFC 5952 section 4.2). */
function compressed(words: readonly number[]): string {
  const text = words.map((word) => word.toString(16)).join(":");
  const runs = text.match(/\b0(?::0)+\b/g) ?? [];
  const longest = runs.reduce((best, run) => (run.length > best.length ? run : best), "");
  if (longest === "") return text;
  const at = text.indexOf(longest);
  return `${text.slice(0, at).replace(/:$/, "")}::${text.slice(at + longest.length).replace(/^:/, "")}`;
}
