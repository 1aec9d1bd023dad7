import { defineCheck } from "../../src/model/check.ts";
import { problemFindings } from "../../src/testimony/problem.ts";
import { besideLine, fix } from "../../src/testimony/remedy.ts";
import { conclude } from "../../src/testimony/verdict.ts";

export default defineCheck({
  id: "backups-usable",
  layer: "config",
  since: "0.1.0",
  title: "Backup endpoints stand where the balancing method can use them",
  about: [
    "Looks for backup endpoints in upstreams whose balancing method knows none. nginx refuses them behind `hash`, `ip_hash`",
    "and `random`; it accepts them when they stand before that line, and never uses them then.",
  ].join("\n"),
  for: "gateway",
  needs: {},
  causes: {
    "backup-never-used": {
      title: ({ args }) =>
        `The balancing method of ${args.about || "the upstream"} can't use a backup endpoint`,
      meaning:
        "Methods that pick the endpoint by a hash or at random have no second row: a backup endpoint is refused there, or " +
        "never asked.",
      fix: (of) =>
        fix(
          "Take `backup` away, or balance in another way",
          [
            of.args.kind === "nginx"
              ? `${besideLine(of)}: without backup; or least_conn; in place of the method.`
              : `${besideLine(of)}: take the backup mark away.`,
          ],
          [String(of.args.test)],
        ),
      verify: ({ args }) => [String(args.test)],
      includes: [],
    },
  },
  judge({ gateway }) {
    return conclude(
      problemFindings(gateway, "backup-never-used"),
      "no backup endpoint conflicts with its balancing method",
    );
  },
});
