import { textTable } from "../text-table.ts";
import type { BaselineAnswer } from "./ask-baselines.ts";

/** One scenario as the table needs it: what is right, what uhc said, and what the simpler ways said. */
export interface Compared {
  /** Causes that are a right first answer; empty for a healthy system. */
  readonly right: readonly string[];
  readonly uhc: { readonly right: boolean; readonly falseAlarm: boolean; readonly ms: number } | undefined;
  readonly baselines: readonly BaselineAnswer[];
}

interface Row {
  readonly right: boolean;
  readonly falseAlarm: boolean;
  readonly isFault: boolean;
  readonly ms: number;
}

/** uhc beside the simpler ways, on the same worlds. */
export function baselineTable(all: readonly Compared[]): string {
  const rows = new Map<string, Row[]>();
  for (const { right, uhc, baselines } of all) {
    const isFault = right.length > 0;
    for (const { name, cause, ms } of baselines) {
      const isRight = isFault ? cause !== null && right.includes(cause) : cause === null;
      const row = { right: isRight, falseAlarm: !isFault && cause !== null, isFault, ms };
      rows.set(name, [...(rows.get(name) ?? []), row]);
    }
    if (uhc !== undefined) {
      rows.set("uhc", [...(rows.get("uhc") ?? []), { ...uhc, isFault }]);
    }
  }
  const lines = [...rows].map(([name, some]) => line(name, some));
  return textTable([["who", "faults named", "of", "false alarms", "of", "median ms"], ...lines]);
}

function line(name: string, rows: readonly Row[]): string[] {
  const faults = rows.filter((row) => row.isFault);
  const times = rows.map((row) => row.ms).sort((a, b) => a - b);
  const counts = [
    faults.filter((row) => row.right).length,
    faults.length,
    rows.filter((row) => row.falseAlarm).length,
    rows.length - faults.length,
  ];
  return [name, ...counts.map(String), (times[Math.floor(times.length / 2)] ?? 0).toFixed(0)];
}
