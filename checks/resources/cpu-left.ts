import { defineCheck, useful } from "../../src/model/check.ts";
import { shellQuote } from "../../src/model/evidence.ts";
import type { CpuFacts, PressureFacts } from "../../src/model/resources.ts";
import { hostClaim } from "../../src/testimony/host-claim.ts";
import { ownLimits, throttleText } from "../../src/testimony/limits-at.ts";
import { fix, who } from "../../src/testimony/remedy.ts";
import { hasDelays } from "../../src/testimony/symptoms.ts";
import { conclude, contributing } from "../../src/testimony/verdict.ts";

const BUSY_PERCENT = 95;
/** Percent of ten seconds in which some task had to wait for a processor. */
const WAITED_PERCENT = 60;

export default defineCheck({
  id: "cpu-left",
  layer: "resources",
  since: "0.1.0",
  title: "The gateway's host has processor time left",
  about: [
    "Looks at how busy the processors are (95 % or more over a moment) and how long tasks waited for one (PSI: 60 % of the last",
    "ten seconds; without PSI, twice as many ready tasks as processors), and whether the quota of the gateway's own group",
    "stops it. Either, beside a probe that waited too long, makes a contributing cause. A busy host that answers in time is",
    "well: nothing is said of it. For a service behind an endpoint its group's quota is `service-within-limits`.",
  ].join("\n"),
  for: "gateway",
  needs: {
    resources: useful("resources"),
    limits: useful("limits"),
    connects: useful("connect"),
    handshakes: useful("handshake"),
    exchanges: useful("exchange"),
  },
  causes: {
    "cpu-saturated": {
      title: (of) =>
        of.args.group === undefined
          ? `The gateway's host is out of processor time: ${of.args.busy} % busy`
          : `The processor quota of ${of.args.group} stops ${of.args.service}: ${who(of)}`,
      meaning:
        "More is to be done than there are processors for, on the whole host or within the quota of a unit or container. Everything " +
        "there gets slower at once: gateway, services, health checks, and what was just within its time-out no longer is.",
      fix: ({ args }) =>
        args.group === undefined
          ? fix(
              "Find out what uses the processors, and move or limit it",
              [
                "Steal time on a virtual machine is taken by its neighbours: no process on this host shows it.",
              ],
              ["top -b -n 1 -o %CPU | head -n 15", "cat /proc/pressure/cpu"],
            )
          : fix(
              `Give ${args.group} more processor time, or find what in it takes so much`,
              [
                "systemd: CPUQuota= in the unit; Docker: --cpus; Kubernetes: limits.cpu of the container.",
                "More threads than the quota has processors (GOMAXPROCS, worker counts made from the host's processors) use it up at once.",
              ],
              [`systemd-cgtop -n 2 -b ${shellQuote(String(args.group))}`],
            ),
      verify: ({ args }) =>
        args.group === undefined
          ? ["cat /proc/pressure/cpu", "vmstat 1 5"]
          : [`cat /sys/fs/cgroup{,/cpu}${shellQuote(String(args.group))}/cpu.stat 2>/dev/null`],
      includes: [],
      leadsTo: ["timeout-too-short", "service-hung", "connect-timeout", "service-overloaded"],
    },
  },
  judge({ gateway, seen }) {
    const isFelt = hasDelays(seen);
    const throttled = ownLimits(seen.limits).find(throttleText);
    if (throttled !== undefined && isFelt) {
      const evidence = [throttleText(throttled) ?? ""];
      const args = { group: throttled.cpu?.group ?? "", service: `the gateway's own processes` };
      return conclude(
        [
          contributing(
            hostClaim(gateway, { cause: "cpu-saturated", strength: 0.75, ground: "cpu", evidence, args }),
          ),
        ],
        "",
      );
    }
    const { cpu, pressure } = seen.resources[0]?.facts ?? { cpu: undefined, pressure: undefined };
    if (cpu === undefined || !isSaturated(cpu, pressure))
      return conclude([], "the processors have time left");
    const busy = Math.round(cpu.busyPercent ?? 0);
    const waited =
      pressure === undefined
        ? `${cpu.load.toFixed(1)} tasks want ${cpu.cores} processors`
        : `tasks waited for a processor in ${Math.round(pressure.cpuSome)} % of the last ten seconds`;
    const evidence = [`the processors are ${busy} % busy`, waited];
    const of = { cause: "cpu-saturated", strength: 0.7, ground: "cpu", evidence, args: { busy } } as const;
    return conclude(
      isFelt ? [contributing(hostClaim(gateway, of))] : [],
      `${busy} % busy, and nothing waits too long`,
    );
  },
});

function isSaturated({ busyPercent, load, cores }: CpuFacts, pressure: PressureFacts | undefined): boolean {
  const waits = pressure === undefined ? load >= 2 * cores : pressure.cpuSome >= WAITED_PERCENT;
  return waits && busyPercent !== undefined && busyPercent >= BUSY_PERCENT;
}
