import { isIP } from "node:net";
import { type Answer, type DecodedPacket, decode, encode, RECURSION_DESIRED } from "dns-packet";

/** What uhc asks a name server for; nothing else is ever sent. */
export interface Question {
  /** Without the dot at its end. */
  readonly name: string;
  readonly type: "A" | "AAAA";
}

/** A whole answer to the question that was asked. */
export interface Answered {
  readonly kind: "answer";
  readonly rcode: string;
  readonly addresses: readonly string[];
  /** The shortest on the way from the name to its addresses. */
  readonly ttlSeconds: number | undefined;
}

/** What a datagram, or a TCP message, turned out to be. */
export type Reading =
  | Answered
  | { readonly kind: "truncated" }
  | { readonly kind: "malformed"; readonly reason: string }
  /** Not for this question: a stray, a late or a forged one. Waiting goes on. */
  | { readonly kind: "foreign"; readonly reason: string };

const HEADER_BYTES = 12;
const LEAST_QUESTION = 5;
const LEAST_RECORD = 11;
const MAX_CNAMES = 16;
const MAX_ADDRESSES = 256;
/** RFC 1035 3.2.2, RFC 3596 2.1. */
const TYPE_NUMBERS = { A: 1, AAAA: 28 } satisfies Record<Question["type"], number>;
const RCODES = ["NOERROR", "FORMERR", "SERVFAIL", "NXDOMAIN", "NOTIMP", "REFUSED", "YXDOMAIN", "YXRRSET"];

/**
 * Writes a question as it goes on the wire (RFC 1035 4.1). Throws on a type that dns-packet does not know: it would write
 * those as 0 without a word.
 */
export function encodeQuestion(question: Question, id: number): Buffer {
  const bytes = encode({
    type: "query",
    id,
    flags: RECURSION_DESIRED,
    questions: [{ name: question.name, type: question.type, class: "IN" }],
  });
  const typeAt = HEADER_BYTES + Buffer.byteLength(question.name) + (question.name === "" ? 1 : 2);
  if (bytes.readUInt16BE(typeAt) !== TYPE_NUMBERS[question.type]) {
    throw new Error(`the DNS type ${question.type} could not be written`);
  }
  return bytes;
}

/** Reads what came back for `question` under one of `ids`. Never throws: a server may send anything. */
export function readAnswer(bytes: Buffer, question: Question, ids: readonly number[]): Reading {
  if (bytes.length < HEADER_BYTES)
    return { kind: "malformed", reason: `${bytes.length} bytes are no DNS message` };
  if (!ids.includes(bytes.readUInt16BE(0))) return { kind: "foreign", reason: "an answer with another id" };
  const flags = bytes.readUInt16BE(2);
  if ((flags & 0x8000) === 0) return { kind: "foreign", reason: "a query instead of an answer" };
  // A cut message may end in the middle of a record, so it is not decoded.
  if ((flags & 0x0200) !== 0) return { kind: "truncated" };
  if (promisedBytes(bytes) > bytes.length)
    return { kind: "malformed", reason: "more records announced than there are bytes" };
  const packet = decodeSafely(bytes);
  if (typeof packet === "string") return { kind: "malformed", reason: packet };
  // Some servers leave the question out when they refuse it.
  const asked = packet.questions?.[0];
  if (asked === undefined && (flags & 0x000f) === 0) {
    return { kind: "malformed", reason: "an answer without its question" };
  }
  if (asked !== undefined && (!isSameName(asked.name, question.name) || asked.type !== question.type)) {
    return { kind: "foreign", reason: "an answer to another question" };
  }
  const found = addressesOf(packet.answers ?? [], question);
  // dns-packet reads an address of four bytes whatever length its record announces: "1.2.undefined.undefined".
  if (!found.addresses.every((address) => isIP(address) !== 0))
    return { kind: "malformed", reason: "an address of the wrong length" };
  return { kind: "answer", rcode: rcodeOf(flags, packet), ...found };
}

/** What the four counts in the header need at least; without this check dns-packet makes room for all that they claim. */
function promisedBytes(bytes: Buffer): number {
  const records = bytes.readUInt16BE(6) + bytes.readUInt16BE(8) + bytes.readUInt16BE(10);
  return HEADER_BYTES + bytes.readUInt16BE(4) * LEAST_QUESTION + records * LEAST_RECORD;
}

function decodeSafely(bytes: Buffer): DecodedPacket | string {
  try {
    return decode(bytes);
  } catch (error) {
    return error instanceof Error ? error.message : "not a DNS message";
  }
}

/** The upper eight bits of an extended rcode stand in the OPT record (RFC 6891 6.1.3). */
function rcodeOf(flags: number, packet: DecodedPacket): string {
  const opt = packet.additionals?.find((record) => record.type === "OPT");
  const upper = opt?.type === "OPT" ? opt.extendedRcode : 0;
  const number = upper * 16 + (flags & 0x000f);
  return number === 16 ? "BADVERS" : (RCODES[number] ?? `RCODE${number}`);
}

/** Follows the CNAMEs inside one answer; the records of other names in it do not count. */
function addressesOf(
  records: readonly Answer[],
  question: Question,
): Pick<Answered, "addresses" | "ttlSeconds"> {
  let name = question.name;
  let ttlSeconds: number | undefined;
  const shorten = (ttl: number | undefined) => {
    if (ttl !== undefined) ttlSeconds = Math.min(ttlSeconds ?? ttl, ttl);
  };
  for (let hops = 0; hops < MAX_CNAMES; hops += 1) {
    const next = records.find((record) => record.type === "CNAME" && isSameName(record.name, name));
    if (next?.type !== "CNAME") break;
    name = next.data;
    shorten(next.ttl);
  }
  const addresses: string[] = [];
  for (const record of records) {
    if (record.type !== question.type || !isSameName(record.name, name)) continue;
    if (addresses.length < MAX_ADDRESSES && !addresses.includes(record.data)) addresses.push(record.data);
    shorten(record.ttl);
  }
  return { addresses, ttlSeconds };
}

function isSameName(one: string, other: string): boolean {
  return plain(one) === plain(other);
}

function plain(name: string): string {
  return (name.endsWith(".") ? name.slice(0, -1) : name).toLowerCase();
}
