import type { PackageChange } from "../model/host-changes.ts";
import type { ObservationOf } from "../model/observation.ts";

/** Something dated, before it is one of a timeline. */
export interface DatedChange {
  readonly ms: number;
  readonly what: string;
  readonly source: string;
}

/** One run of a package manager changes many packages, with no longer pause than this between two. */
const RUN_MS = 60_000;
const MOST_NAMED = 3;

/** What was changed on the host, each run of its package manager as one. */
export function hostChanges({ facts }: ObservationOf<"changes">): readonly DatedChange[] {
  const { bootedAt, files, packages } = facts;
  return [
    ...(bootedAt === undefined ? [] : [{ ms: bootedAt, what: "this host booted", source: "kernel" }]),
    ...files.map(({ path, modifiedAt }) => ({ ms: modifiedAt, what: `${path} was changed`, source: path })),
    ...runsOf(packages).map((run) => ({
      ms: run.at(-1)?.at ?? 0,
      what: packagesText(run),
      source: "package manager",
    })),
  ];
}

function runsOf(packages: readonly PackageChange[]): readonly (readonly PackageChange[])[] {
  const runs: PackageChange[][] = [];
  for (const one of packages) {
    const last = runs.at(-1);
    const before = last?.at(-1);
    if (last === undefined || before === undefined || one.at - before.at > RUN_MS) runs.push([one]);
    else last.push(one);
  }
  return runs;
}

/** "nginx 1.22.1-9 → 1.22.1-10 was upgraded", "nginx (…), libssl3 (…) and 12 more packages were changed". */
function packagesText(run: readonly PackageChange[]): string {
  const [first] = run;
  if (first === undefined) return "";
  const texts = run
    .toSorted((one, other) => rank(one) - rank(other))
    .map(({ name, from, to }) => [name, versions(from, to)].filter(Boolean).join(" "));
  if (run.length === 1) return `${texts[0]} was ${first.action}`;
  const words = new Set(run.map(({ action }) => action));
  const verb = words.size === 1 ? first.action : "changed";
  const left = run.length - MOST_NAMED;
  const named = texts.slice(0, MOST_NAMED).join(", ");
  return `${named}${left > 0 ? ` and ${left} more packages` : ""} were ${verb}`;
}

/** What may matter to a gateway is named first. */
function rank({ name }: PackageChange): number {
  return /^(?:nginx|haproxy|envoy|caddy|openresty)/.test(name)
    ? 0
    : /^(?:openssl|libssl|systemd|libc6|glibc|docker|containerd)/.test(name)
      ? 1
      : 2;
}

function versions(from: string, to: string): string {
  if (from !== "" && to !== "") return `${from} → ${to}`;
  return from === "" ? to : from;
}
