import { defineCheck, useful } from "../../src/model/check.ts";
import type { MemoryFacts, PressureFacts, ResourceFacts } from "../../src/model/resources.ts";
import { bytes, hostClaim } from "../../src/testimony/host-claim.ts";
import { forSome, logClaim, loggedAs } from "../../src/testimony/logged.ts";
import { fix } from "../../src/testimony/remedy.ts";
import { hasFailures } from "../../src/testimony/symptoms.ts";
import { conclude, contributing, latent, root, skip } from "../../src/testimony/verdict.ts";

/** Share of the memory below which nothing is left to give. */
const NOTHING_LEFT = 0.02;
const SWAP_LEFT = 0.1;
/** Percent of ten seconds in which every task waited for memory: work has all but stopped. */
const STALLED = 20;

export default defineCheck({
  id: "memory-left",
  layer: "resources",
  since: "0.1.0",
  title: "The gateway's host has memory left",
  about: [
    "Looks in the gateway's log for memory that it asked for and did not get, which is a failure; and at the host: no memory",
    "left means under 2 % available with swap used up too, or every task stalled for a fifth of the last ten seconds (PSI).",
    "That makes other failures worse where there are any, and is a note where there are none. A host that merely uses its",
    "memory is healthy. The limit of a container or unit is not looked at.",
  ].join("\n"),
  for: "gateway",
  needs: {
    resources: useful("resources"),
    logs: useful("log"),
    connects: useful("connect"),
    handshakes: useful("handshake"),
    exchanges: useful("exchange"),
  },
  causes: {
    "memory-exhausted": {
      title: ({ args }) =>
        args.isNow === 1
          ? `${args.asker} asked for memory and got none: ${args.times} times`
          : "The gateway's host has no memory left",
      meaning:
        "There is no memory left to give. Allocations fail, or every process waits while pages are written out and read back, " +
        "and in the end the kernel kills the largest one, which may be the gateway or a service behind it.",
      fix: () =>
        fix(
          "Find out what uses the memory, and give it a limit or the host more",
          [
            "Large buffers times many connections add up: look at the sizes of the gateway's buffers and caches too.",
            "In a container or unit, the limit may be lower than the host's memory.",
          ],
          ["ps -eo pid,rss,comm --sort=-rss | head", "journalctl -k --grep 'Out of memory' -n 5"],
        ),
      verify: ({ args }) => [
        "free -m",
        args.path === "" ? "cat /proc/pressure/memory" : `grep -c 'Cannot allocate memory' ${args.path}`,
      ],
      includes: [],
    },
  },
  judge({ gateway, seen }) {
    const of = { cause: "memory-exhausted", ground: "memory" } as const;
    const events = loggedAs(seen.logs, ["memory-exhausted"]);
    if (events.length > 0)
      return conclude(
        [forSome(root(logClaim(gateway, events, { ...of, strength: 0.85, args: { isNow: 1 } })))],
        "",
      );
    const facts = seen.resources[0]?.facts;
    if (facts?.memory === undefined) return skip("the host's memory was not looked at");
    const evidence = shortage(facts.memory, facts.pressure);
    const claim = hostClaim(gateway, { ...of, strength: 0.8, evidence });
    const finding = hasFailures(seen) ? contributing(claim) : latent(claim);
    return conclude(evidence.length === 0 ? [] : [finding], stock(facts.memory));
  },
});

function shortage(memory: MemoryFacts, pressure: PressureFacts | undefined): readonly string[] {
  const stalled = pressure !== undefined && pressure.memoryFull >= STALLED;
  const swapLeft = memory.swapTotalBytes - memory.swapUsedBytes;
  const isShort =
    memory.availableBytes < memory.totalBytes * NOTHING_LEFT && swapLeft <= memory.swapTotalBytes * SWAP_LEFT;
  const waits = `for ${pressure?.memoryFull} % of the last ten seconds every task waited for memory`;
  return [...(isShort ? [stock(memory)] : []), ...(stalled ? [waits] : [])];
}

function stock({
  availableBytes,
  totalBytes,
  swapTotalBytes,
  swapUsedBytes,
}: NonNullable<ResourceFacts["memory"]>) {
  const swap =
    swapTotalBytes === 0 ? "no swap" : `${bytes(swapUsedBytes)} of ${bytes(swapTotalBytes)} swap used`;
  return `${bytes(availableBytes)} of ${bytes(totalBytes)} memory available, ${swap}`;
}
