import type { AdminCaptured } from "../../../model/admin.ts";
import { ownStamp } from "../log-prefix.ts";

/** More of one answer is of no use to say what is wrong with it. */
const MAX_SHOWN = 120;

/** The last answer of each backend that HAProxy took for no valid HTTP: `show errors` (management manual 2.6, section 9.3). */
export function readErrors(text: string): readonly AdminCaptured[] {
  const parts = text.split(/^ ?\n(?=\[)/m);
  return parts.flatMap((part) => {
    const head = /^\[([^\]]{1,60})\] backend (\S{1,200}) \(#\d+\): invalid response/m.exec(part);
    const server = /^ {2}frontend .{1,400}, server (\S{1,200}) \(#\d+\)/m.exec(part)?.[1];
    if (head === null || server === undefined) return [];
    const position = Number(/error at position (\d{1,9})/.exec(part)?.[1] ?? 0);
    const stamp = ownStamp(head[1] ?? "");
    return [
      {
        upstream: head[2] ?? "",
        alias: server,
        at: stamp && localTime(stamp),
        position,
        line: lineAt(part, position),
      },
    ];
  });
}

/** Lines of the dump: "  00026  text\r\n", the number being where the line begins; "+" goes on with the line before. */
function lineAt(part: string, position: number): string {
  const lines = [...part.matchAll(/^ {2}(\d{5,9})[ +] (.*)$/gm)];
  const line = lines.findLast((one) => Number(one[1]) <= position);
  return (line?.[2] ?? "").replace(/(?:\\r)?\\n$/, "").slice(0, MAX_SHOWN);
}

function localTime(stamp: NonNullable<ReturnType<typeof ownStamp>>): number {
  const { year = 1970, month, day, hour, minute, second } = stamp;
  return new Date(year, month - 1, day, hour, minute, second).getTime();
}
