import { defineCheck, needed, useful } from "../../src/model/check.ts";
import type { CpuFacts, PressureFacts } from "../../src/model/resources.ts";
import { hostClaim } from "../../src/testimony/host-claim.ts";
import { fix } from "../../src/testimony/remedy.ts";
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
    "ten seconds; without PSI, twice as many ready tasks as processors). Both, beside a probe that waited too long, make a",
    "contributing cause. A busy host that answers in time is well: nothing is said of it. The quota of a container or unit is",
    "not looked at, and never is this alone the root of a failure.",
  ].join("\n"),
  for: "gateway",
  needs: {
    resources: needed("resources"),
    connects: useful("connect"),
    handshakes: useful("handshake"),
    exchanges: useful("exchange"),
  },
  causes: {
    "cpu-saturated": {
      title: ({ args }) => `The gateway's host is out of processor time: ${args.busy} % busy`,
      meaning:
        "More tasks want a processor than there are. Everything on the host gets slower at once: the gateway, services beside it, " +
        "their health checks, and what was just within its time-out no longer is.",
      fix: () =>
        fix(
          "Find what takes the processors, and move or limit it",
          ["Steal time on a virtual machine is taken by its neighbours: no process on this host shows it."],
          ["top -b -n 1 -o %CPU | head -n 15", "cat /proc/pressure/cpu"],
        ),
      verify: () => ["cat /proc/pressure/cpu", "vmstat 1 5"],
      includes: [],
    },
  },
  judge({ gateway, seen }) {
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
    const isFelt = hasDelays(seen);
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
