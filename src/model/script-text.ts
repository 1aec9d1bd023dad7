import type { CheckScript, ExpectStep, UnmetStep } from "./check-script.ts";
import { quoted } from "./evidence.ts";

/** "the check's script, which sends "PING"": what is said first, unless it may be a password. */
export function scriptText({ steps, hasCredentials }: CheckScript): string {
  const said = steps.find((step) => step.kind === "send");
  if (said === undefined) return "the check's script, which only listens";
  if (hasCredentials) return `the check's script of ${steps.length} steps`;
  return `the check's script, which sends ${bytesText(said.bytes)}`;
}

/** "no "+PONG" at step 2 of 2". */
export function unmetText({ steps }: CheckScript, { step, isOpen }: UnmetStep): string {
  const expected = steps[step];
  if (expected?.kind !== "expect") return "not what the check expects";
  const wanted = wantedText(expected);
  const place = `at step ${step + 1} of ${steps.length}`;
  if (!expected.isNegated) return `no ${wanted} ${place}`;
  return isOpen
    ? `nothing against it ${place}, and the check waits on for ${wanted}: without min-recv only the end of the connection tells that it does not come`
    : `${wanted} ${place}, which the check does not want`;
}

/** What the check expects at the step that was not met: "+PONG", no text that matches "^E". */
export function wantedOf({ steps }: CheckScript, { step }: UnmetStep): string {
  const expected = steps[step];
  if (expected?.kind !== "expect") return "another answer";
  return expected.isNegated ? `no ${wantedText(expected)}` : wantedText(expected);
}

function wantedText({ wanted }: ExpectStep): string {
  if (wanted.kind === "text") return bytesText(wanted.text);
  if (wanted.kind === "mysql-packet") return "packet of MySQL that is no error";
  return `${wanted.over === "hex" ? "bytes like" : "text like"} ${quoted(wanted.pattern, 60)}`;
}

/** Text in quotes, with a dot for each byte that is none; what is mostly no text by its length. */
export function bytesText(bytes: string): string {
  const others = bytes.match(/[^\t\r\n\u0020-\u007e]/g)?.length ?? 0;
  if (others > bytes.length / 2) return `${bytes.length} bytes`;
  return quoted(bytes.replace(/[^\t\r\n\u0020-\u007e]/g, "."), 90);
}
