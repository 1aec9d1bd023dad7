import type { LogLine, LogReader, LogStamp, LogWord } from "../../model/log-grammar.ts";

/** "[2026-11-28 03:00:00.123][12][warning][config] [source/common/…cc:99] message" (docs: application logging). */
const LINE =
  /^\[(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)\.\d{3}\]\[\d+\]\[(\w+)\]\[([\w-]+)\] (?:\[[^\]]{1,200}\] )?(.*)$/s;

const SENTENCES: readonly (readonly [RegExp, LogWord])[] = [
  [/^error initializing configuration /, "config-refused"],
  [/ rejected: /, "config-refused"],
  [/^(?:error )?cannot bind '|: Address already in use/, "bind-failed"],
  [/^shutting down|^main dispatch loop exited|^exiting$/, "stopped"],
  [/^Caught Segmentation fault|^Caught Aborted/, "worker-killed"],
];

const PEER = /cannot bind '([^']+)'/;

/** Envoy's application log: what keeps it from starting, and updates that it refused. */
export const errorReader: LogReader = {
  stamp: (line) => stampOf(textOf(line)),
  open: (line) => {
    const text = textOf(line);
    const stamp = stampOf(text);
    return stamp === undefined ? undefined : { stamp, text, said: () => saidBy(text) };
  },
};

function textOf(line: Uint8Array): string {
  return Buffer.from(line.buffer, line.byteOffset, line.byteLength).toString("latin1");
}

function stampOf(text: string): LogStamp | undefined {
  const match = LINE.exec(text);
  if (match === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number);
  return { year, month, day, hour, minute, second, offsetMinutes: undefined };
}

function saidBy(text: string): readonly LogLine[] {
  const match = LINE.exec(text);
  const [level = "", message = ""] = [match?.[7], match?.[9]];
  const event = SENTENCES.find(([sentence]) => sentence.test(message))?.[1];
  if (event === undefined) return [];
  const detail = event === "bind-failed" ? PEER.exec(message)?.[1] : message.slice(0, 120);
  return [{ event, level, peer: undefined, upstream: undefined, errno: undefined, detail }];
}
