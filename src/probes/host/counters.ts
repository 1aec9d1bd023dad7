import { readFile } from "node:fs/promises";

/** Counters of this network namespace that only ever grow. */
export interface Counters {
  readonly listenOverflows: number | undefined;
  /** Of tracked connections: dropped, or not entered. */
  readonly trackingDropped: number | undefined;
}

export async function readCounters(proc: string): Promise<Counters> {
  const text = (path: string) => readFile(`${proc}/${path}`, "latin1").catch(() => "");
  const [netstat, conntrack] = await Promise.all([text("net/netstat"), text("net/stat/nf_conntrack")]);
  return {
    listenOverflows: extended(netstat).get("ListenOverflows"),
    trackingDropped: trackingDropped(conntrack),
  };
}

/** A line of names, then a line of values, both led by "TcpExt:" (proc_net_netstat). */
function extended(text: string): ReadonlyMap<string, number> {
  const [names = [], values = []] = text
    .split("\n")
    .filter((line) => line.startsWith("TcpExt:"))
    .map((line) => line.split(" "));
  return new Map(names.map((name, nth) => [name, Number(values[nth])]));
}

/** One line a processor, in hexadecimal. `insert_failed` is left out: two packets of one query that race count there too. */
function trackingDropped(text: string): number | undefined {
  const [head = "", ...rows] = text.trim().split("\n");
  const column = head.trim().split(/\s+/).indexOf("drop");
  if (column < 0) return undefined;
  return rows.reduce((sum, row) => sum + Number.parseInt(row.trim().split(/\s+/)[column] ?? "0", 16), 0);
}

export async function conntrackFill(
  proc: string,
): Promise<{ readonly entries: number; readonly most: number } | undefined> {
  const count = (name: string) =>
    readFile(`${proc}/sys/net/netfilter/${name}`, "latin1").then(Number, () => Number.NaN);
  const [entries, most] = await Promise.all([count("nf_conntrack_count"), count("nf_conntrack_max")]);
  return Number.isNaN(entries) || Number.isNaN(most) || most === 0 ? undefined : { entries, most };
}
