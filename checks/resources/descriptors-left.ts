import { defineCheck, useful } from "../../src/model/check.ts";
import type { Gateway } from "../../src/model/config.ts";
import { shellQuote } from "../../src/model/evidence.ts";
import type { ProcessLimits } from "../../src/model/limits.ts";
import type { ObservationOf } from "../../src/model/observation.ts";
import { hostClaim } from "../../src/testimony/host-claim.ts";
import { filesText, hasNoFilesLeft, ownLimits } from "../../src/testimony/limits-at.ts";
import { forSome, logClaim, loggedAs } from "../../src/testimony/logged.ts";
import { fix } from "../../src/testimony/remedy.ts";
import { type Claim, conclude, latent, root, skip } from "../../src/testimony/verdict.ts";

/** Share of its descriptors from which on a burst takes the rest. */
const NEARLY = 0.9;

export default defineCheck({
  id: "descriptors-left",
  layer: "resources",
  since: "0.1.0",
  title: "The gateway has file descriptors left",
  about: [
    'Looks in the gateway\'s log for "too many open files": sockets count as files. A limit on open files below the number',
    "of connections that the config allows is a warning. Where no log was read, a worker that holds as many files as it may at",
    "this moment is told; with nine tenths of them it is a warning. That needs root, or the gateway's user. uhc's own limit",
    "is never meant; that of a service behind an endpoint is `service-within-limits`.",
  ].join("\n"),
  for: "gateway",
  needs: { logs: useful("log"), limits: useful("limits") },
  causes: {
    "file-descriptors-exhausted": {
      title: ({ args }) =>
        args.service !== undefined
          ? `${args.service} has no file descriptors left`
          : args.worker !== undefined
            ? `${args.asker} has ${args.state} of its files open: ${args.worker}`
            : args.isNow === 1
              ? `${args.asker} has no file descriptors left: ${args.times} times`
              : `${args.asker} may open fewer files than it may have connections`,
      meaning:
        "Every connection takes a file descriptor, and the process is at its limit. In a gateway new connections fail, also those to " +
        "upstreams (500); at a service they wait unanswered; and files can't be opened.",
      fix: (of) =>
        of.args.service !== undefined
          ? fix(
              `Raise the limit of open files for ${of.args.service}`,
              [
                "LimitNOFILE=65536 in its unit, or the ulimit of the container; then restart it.",
                "Find out what holds them: connections that are never closed (CLOSE-WAIT) are a leak, and no limit is large enough for it.",
              ],
              [
                `ls -l /proc/${of.args.pid}/fd | awk '{print $NF}' | cut -d: -f1 | sort | uniq -c`,
                `ss -tanp | grep -c ${shellQuote(`pid=${of.args.pid},`)}`,
              ],
            )
          : fix(
              "Raise the limit of open files for the gateway",
              [
                of.args.kind === "nginx"
                  ? "in the main block: worker_rlimit_nofile 65536; or LimitNOFILE=65536 in the unit (systemctl edit nginx)."
                  : "LimitNOFILE=65536 in the unit, or the ulimit of the container.",
              ],
              ["systemctl show nginx -p LimitNOFILE"],
            ),
      verify: ({ args }) =>
        args.pid !== undefined
          ? [`grep 'open files' /proc/${args.pid}/limits; ls /proc/${args.pid}/fd | wc -l`]
          : [
              "grep 'open files' /proc/$(pgrep -o nginx)/limits",
              `grep -c 'Too many open files' ${args.path}`,
            ],
      includes: [],
      sparesEndpoints: true,
      leadsTo: ["service-hung", "connect-timeout", "service-overloaded"],
    },
  },
  judge({ gateway, seen }) {
    const of = { cause: "file-descriptors-exhausted", ground: "descriptors" } as const;
    const exhausted = loggedAs(seen.logs, ["files-exhausted"]);
    if (exhausted.length > 0)
      return conclude(
        [forSome(root(logClaim(gateway, exhausted, { ...of, strength: 0.92, args: { isNow: 1 } })))],
        "",
      );
    const wasRead = seen.logs.some(({ outcome }) => outcome.kind === "answered");
    const fullest = fullestOf(seen.limits);
    // Its log would say so: read and silent, it shows that nothing has failed for it yet.
    if (fullest !== undefined && !wasRead && hasNoFilesLeft(fullest))
      return conclude([forSome(root(fullClaim(gateway, fullest, 0.8)))], "");
    if (fullest?.files !== undefined && fullest.files.open >= fullest.files.most * NEARLY)
      return conclude([latent(fullClaim(gateway, fullest, 0.85))], "");
    if (!wasRead && fullest === undefined) return skip("no log was read, and no process's limits were seen");
    const low = loggedAs(seen.logs, ["file-limit-low"]);
    const findings =
      low.length === 0 ? [] : [latent(logClaim(gateway, low, { ...of, strength: 0.8, args: { isNow: 0 } }))];
    return conclude(findings, "the log shows no file or socket that could not be opened");
  },
});

function fullestOf(seen: readonly ObservationOf<"limits">[]): ProcessLimits | undefined {
  const share = ({ files }: ProcessLimits) =>
    files === undefined ? -1 : files.open / Math.max(1, files.most);
  return ownLimits(seen)
    .filter(({ files }) => files !== undefined)
    .toSorted((one, other) => share(other) - share(one))[0];
}

function fullClaim(gateway: Gateway, limits: ProcessLimits, strength: number): Claim {
  const { pid, command } = limits;
  const name = `pid ${pid}${command === undefined ? "" : ` ${command}`}`;
  const evidence = [`${name}, which runs ${gateway.mainFile}, has ${filesText(limits)}`];
  const args = { worker: name, state: hasNoFilesLeft(limits) ? "all" : "nearly all", pid };
  return hostClaim(gateway, {
    cause: "file-descriptors-exhausted",
    ground: "descriptors",
    strength,
    evidence,
    args,
  });
}
