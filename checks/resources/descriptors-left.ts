import { defineCheck, needed } from "../../src/model/check.ts";
import { forSome, logClaim, loggedAs } from "../../src/testimony/logged.ts";
import { fix } from "../../src/testimony/remedy.ts";
import { conclude, latent, root } from "../../src/testimony/verdict.ts";

export default defineCheck({
  id: "descriptors-left",
  layer: "resources",
  since: "0.1.0",
  title: "The gateway has file descriptors left",
  about: [
    'Looks in the gateway\'s log for "too many open files": sockets count as files. A limit on open files below the number',
    "of connections that the config allows is a warning. uhc's own limit is never meant.",
  ].join("\n"),
  for: "gateway",
  needs: { logs: needed("log") },
  causes: {
    "file-descriptors-exhausted": {
      title: ({ args }) =>
        args.isNow === 1
          ? `${args.asker} has no file descriptors left: ${args.times} times`
          : `${args.asker} may open fewer files than it may have connections`,
      meaning:
        "Every connection takes a file descriptor, and the process is at its limit. New connections, also those to upstreams, " +
        "fail inside the gateway (500), and files can't be opened.",
      fix: (of) =>
        fix(
          "Raise the limit of open files for the gateway",
          [
            of.args.kind === "nginx"
              ? "in the main block: worker_rlimit_nofile 65536; or LimitNOFILE=65536 in the unit (systemctl edit nginx)."
              : "LimitNOFILE=65536 in the unit, or the ulimit of the container.",
          ],
          ["systemctl show nginx -p LimitNOFILE"],
        ),
      verify: ({ args }) => [
        "grep 'open files' /proc/$(pgrep -o nginx)/limits",
        `grep -c 'Too many open files' ${args.path}`,
      ],
      includes: [],
      sparesEndpoints: true,
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
    const low = loggedAs(seen.logs, ["file-limit-low"]);
    const findings =
      low.length === 0 ? [] : [latent(logClaim(gateway, low, { ...of, strength: 0.8, args: { isNow: 0 } }))];
    return conclude(findings, "the log shows no file or socket that could not be opened");
  },
});
