import { defineCheck, needed, useful } from "../../src/model/check.ts";
import { groupedDigits } from "../../src/model/grouped-digits.ts";
import type { ConntrackFacts, KernelFacts } from "../../src/model/kernel.ts";
import { moment } from "../../src/testimony/logged.ts";
import { pathClaim } from "../../src/testimony/path-claim.ts";
import { fix } from "../../src/testimony/remedy.ts";
import { eachStep } from "../../src/testimony/steps.ts";
import { conclude, root } from "../../src/testimony/verdict.ts";

/** From here on the kernel throws out old entries to make room, and soon finds none that it may. */
const FULL = 0.99;
/** A line in the kernel's log that is older belongs to another time: the kernel repeats it every few seconds. */
const NOW_MS = 60_000;

export default defineCheck({
  id: "tracking-room",
  layer: "resources",
  since: "0.1.0",
  title: "The kernel has room to track another connection",
  about: [
    "Looks at the table of tracked connections (nf_conntrack) where a connection is not answered: how full it is, whether the",
    "kernel counts dropped packets meanwhile, and whether its log says `table full, dropping packet` in the last minute. Two of",
    "these, or a drop that is counted, make the cause; a table that is merely full is told with less certainty. A host that",
    "tracks nothing has no such table. Tables of other hosts on the way are not seen: that is `connect-timeout`.",
  ].join("\n"),
  for: "endpoint",
  needs: { connects: useful("connect"), kernel: needed("kernel") },
  causes: {
    "conntrack-table-full": {
      title: ({ args }) => `The kernel's table of connections is full: ${args.entries} of ${args.most}`,
      meaning:
        "Where a stateful firewall or NAT is on, the kernel keeps an entry for each connection, also for a while after its end. When " +
        "the table is full, the first packet of every new connection is dropped, whoever it is for.",
      fix: ({ args }) =>
        fix(
          "Make the table larger, or the entries fewer",
          [
            "Raise net.netfilter.nf_conntrack_max, and with it the hash size (nf_conntrack_buckets): an entry takes about 300 bytes.",
            "Keep connections to upstreams open: each short one stays in the table for two minutes after its end.",
            "Exempt traffic that needs no state: `notrack` in the raw table.",
          ],
          [`sysctl -w net.netfilter.nf_conntrack_max=${args.larger}`],
        ),
      verify: () => [
        "sysctl net.netfilter.nf_conntrack_count net.netfilter.nf_conntrack_max",
        "dmesg -T | grep 'table full' | tail -n 3",
      ],
      includes: ["connect-timeout"],
    },
  },
  judge(look) {
    const { about, seen } = look;
    const found = seen.kernel.map(({ facts, startedAt }) => shortage(facts, startedAt)).find(Boolean);
    if (found === undefined) return conclude([], "the kernel has room to track connections, or tracks none");
    const findings = eachStep(about, seen.connects, (connect) =>
      connect.outcome.kind === "timed-out"
        ? [root(pathClaim(look, connect, { cause: "conntrack-table-full", ground: "conntrack", ...found }))]
        : [],
    );
    return conclude(findings, "the table of connections is full, and connections open all the same");
  },
});

function shortage({ conntrack, events }: KernelFacts, at: number) {
  const logged = events.findLast((event) => event.kind === "conntrack-full");
  const isLoggedNow = logged !== undefined && at - logged.at <= NOW_MS;
  if (conntrack === undefined) return undefined;
  const { entries, most, dropped } = conntrack;
  const isFull = entries >= most * FULL;
  const drops = dropped !== undefined && dropped > 0 && (isFull || isLoggedNow);
  if (!isFull && !drops) return undefined;
  const evidence = [
    `${fill(conntrack)} entries of the table of tracked connections are taken`,
    ...(drops ? [`the kernel dropped ${dropped} packets for it meanwhile`] : []),
    ...(isLoggedNow ? [`the kernel's log at ${moment(logged.at)}: table full, dropping packet`] : []),
  ];
  const strength = drops ? 0.93 : isLoggedNow ? 0.92 : 0.75;
  return { strength, evidence, args: { entries, most, larger: 2 * most } };
}

function fill({ entries, most }: ConntrackFacts): string {
  return `${groupedDigits(entries)} of ${groupedDigits(most)}`;
}
