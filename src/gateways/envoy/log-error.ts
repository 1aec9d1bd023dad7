import type { LogLine, LogReader, LogStamp, LogWord } from "../../model/log-grammar.ts";

/** "[2026-11-28 03:00:00.123][12][warning][config] [source/common/…cc:99] message" (docs: application logging). */
const LINE =
  /^\[(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)\.\d{3}\]\[\d+\]\[(\w+)\]\[([\w-]+)\] (?:\[[^\]]{1,200}\] )?(.*)$/s;
/** The form that Istio's agent sets, in UTC: "2026-11-28T03:00:00.123456Z<tab>warning<tab>envoy config …<tab>message<tab>thread=12" (istio, pkg/envoy/proxy.go). */
const ISTIO_LINE =
  /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)\.\d{1,9}Z\t(\w+)\tenvoy ([\w-]+)[^\t]{0,200}\t(?:\[[^\]]{1,300}\] )?(.*?)(?:\tthread=\d+)?$/s;

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
  const plain = LINE.exec(text);
  const match = plain ?? ISTIO_LINE.exec(text);
  if (match === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number);
  return { year, month, day, hour, minute, second, offsetMinutes: plain === null ? 0 : undefined };
}

function saidBy(text: string): readonly LogLine[] {
  const match = LINE.exec(text) ?? ISTIO_LINE.exec(text);
  const [level = "", message = ""] = [match?.[7], match?.[9]];
  const event = SENTENCES.find(([sentence]) => sentence.test(message))?.[1];
  if (event === undefined) return [];
  const detail = event === "bind-failed" ? PEER.exec(message)?.[1] : message.slice(0, 120);
  return [{ event, level, peer: undefined, upstream: undefined, errno: undefined, detail }];
}
