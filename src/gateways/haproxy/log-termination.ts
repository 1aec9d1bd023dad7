// Data table: how a session ended (configuration manual 2.6, section 8.5) and the words for it.
import type { LogWord } from "../../model/log-grammar.ts";

/** What a pair of letters tells: who ended the session first, and what HAProxy was waiting for then. */
export interface Termination {
  /** Undefined where it says nothing of an endpoint nor of the gateway's own state. */
  readonly word: LogWord | undefined;
  /** What the answer of a mere TCP proxy says, where that is something else. */
  readonly tcpWord?: LogWord | "nothing";
}

/** Nothing of use: the client's own doing, or a rule of the config. */
const NOTHING: Termination = { word: undefined };

/** The first letter → the second → what it tells. What is missing never occurs or tells nothing. */
export const TERMINATIONS: ReadonlyMap<string, Termination> = new Map<string, Termination>([
  // S: the server refused or cut it. Refused, unreachable and a failed handshake are written alike.
  ["SC", { word: "connect-rejected" }],
  ["SH", { word: "closed-before-header" }],
  ["SD", { word: "closed-in-body" }],
  ["SL", { word: "closed-in-body" }],
  ["SQ", { word: "upstream-overflow" }],
  // s: a timeout on the side of the server. In TCP mode a silent connection is no fault.
  ["sQ", { word: "queue-timeout" }],
  ["sC", { word: "connect-timeout" }],
  ["sH", { word: "read-timeout" }],
  ["sD", { word: "body-timeout", tcpWord: "nothing" }],
  ["sL", { word: "body-timeout", tcpWord: "nothing" }],
  // P: HAProxy itself stopped it: a limit, a rule, or an answer that it does not take.
  ["PC", { word: "connections-exhausted" }],
  ["PH", { word: "answer-malformed" }],
  ["PD", { word: "answer-malformed" }],
  ["PR", NOTHING],
  ["PT", NOTHING],
  // R: a resource of the host; a line of its own says which.
  ["RC", { word: "resources-exhausted" }],
  ["RR", { word: "resources-exhausted" }],
  ["RQ", { word: "resources-exhausted" }],
  ["RH", { word: "resources-exhausted" }],
  ["RD", { word: "resources-exhausted" }],
  // D: killed with its server, which lines of their own tell; U: killed on a backup, as the others are well again.
  ["DC", NOTHING],
  ["DH", NOTHING],
  ["DD", { word: "closed-in-body" }],
  ["UC", NOTHING],
  ["UH", NOTHING],
  ["UD", NOTHING],
  // C: the client left while it waited for the server; or in the middle of a request or an answer, its own doing.
  ["CQ", { word: "client-closed" }],
  ["CC", { word: "client-closed" }],
  ["CH", { word: "client-closed" }],
  ["CR", NOTHING],
  ["CD", NOTHING],
  ["CL", NOTHING],
  ["CT", NOTHING],
  // c: the client was silent for longer than its own timeout.
  ["cR", NOTHING],
  ["cH", NOTHING],
  ["cD", NOTHING],
  ["cL", NOTHING],
  ["cQ", NOTHING],
  ["cC", NOTHING],
  // L: answered by HAProxy alone; K: an admin ended it; I: a fault of HAProxy's own.
  ["LR", NOTHING],
  ["LH", NOTHING],
  ["LC", NOTHING],
  ["LD", NOTHING],
  ["KC", NOTHING],
  ["KH", NOTHING],
  ["KD", NOTHING],
  ["IR", NOTHING],
  ["IC", NOTHING],
  ["IH", NOTHING],
  ["ID", NOTHING],
]);

/** Two letters in TCP mode, four in HTTP mode: the last two tell of cookies. */
export function isTermination(text: string | undefined): text is string {
  return text !== undefined && /^[A-Za-z-]{2}(?:[A-Z-]{2})?$/.test(text);
}
