import { defineCheck, needed } from "../../src/model/check.ts";
import { forSome, logClaim, loggedAs } from "../../src/testimony/logged.ts";
import { fix } from "../../src/testimony/remedy.ts";
import { conclude, root } from "../../src/testimony/verdict.ts";

/** SIGTERM and SIGQUIT are how workers are asked to go. */
const ASKED_TO_GO = new Set(["signal 15", "signal 3"]);

export default defineCheck({
  id: "workers-live",
  layer: "backend",
  since: "0.1.0",
  title: "The gateway's workers do not die",
  about: [
    "Looks in the gateway's log for workers that ended by a signal or a fatal error. The master starts new ones at once, so",
    "that no probe sees it; the requests that they held are lost.",
  ].join("\n"),
  for: "gateway",
  needs: { logs: needed("log") },
  causes: {
    "gateway-worker-died": {
      title: ({ args }) => `Workers of ${args.asker} die: ${args.times} times by ${args.how}`,
      meaning:
        "A worker process of the gateway ended while it served. Signal 11 and 6 are crashes (often a module), 7 a disk or memory " +
        "mapping that is gone, 9 a kill, most often by the kernel for want of memory.",
      fix: (of) =>
        fix(
          of.args.how === "signal 9"
            ? "Find out who kills them: most often the kernel, for memory"
            : "Find the module that crashes",
          [
            of.args.how === "signal 9"
              ? "Look for `Out of memory` in the kernel's log, and at the memory limit of the unit or container."
              : "Take third-party modules out one by one, or load debug symbols and read the core dump.",
          ],
          ["journalctl -k --grep 'oom|segfault' -n 20", "coredumpctl list nginx"],
        ),
      verify: ({ args }) => [`grep 'exited' ${args.path} | tail`],
      includes: [],
    },
  },
  judge({ gateway, seen }) {
    const events = loggedAs(seen.logs, ["worker-killed", "worker-exited"]).filter(
      ({ detail }) => !ASKED_TO_GO.has(detail ?? ""),
    );
    const [last] = events;
    if (last === undefined) return conclude([], "no worker died in the time that the log was read for");
    const args = { how: last.detail ?? "a signal" };
    const claim = logClaim(gateway, events, {
      cause: "gateway-worker-died",
      strength: 0.88,
      ground: "workers",
      args,
    });
    return conclude([forSome(root(claim))], "");
  },
});
