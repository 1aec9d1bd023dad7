import type { AdminProcess } from "../../../model/admin.ts";

/** What `show info` says: "Name: value" line by line. */
export function readInfo(text: string): ReadonlyMap<string, string> {
  return new Map(
    text.split(/\r?\n/).flatMap((line) => {
      const at = line.indexOf(": ");
      return at < 0 ? [] : [[line.slice(0, at), line.slice(at + 2)] as const];
    }),
  );
}

/** The process that answered. One that is about to stop was left behind by a reload, and speaks of an older config. */
export function processOf(info: ReadonlyMap<string, string>): AdminProcess | undefined {
  const number = (name: string): number | undefined => {
    const text = info.get(name) ?? "";
    return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
  };
  const [now, most] = [number("CurrConns"), number("Maxconn")];
  if (now === undefined || most === undefined) return undefined;
  return {
    pid: number("Pid"),
    uptimeMs: (number("Uptime_sec") ?? 0) * 1_000,
    connections: { now, most },
    isStopping: number("Stopping") === 1,
  };
}
