import { defineCheck } from "../../src/model/check.ts";
import { toldFindings } from "../../src/testimony/problem.ts";
import { fix } from "../../src/testimony/remedy.ts";
import { conclude } from "../../src/testimony/verdict.ts";

export default defineCheck({
  id: "conditions-keep-settings",
  layer: "config",
  since: "0.1.0",
  title: "No condition takes away what a location does to answer",
  about: [
    "In nginx an `if` that is taken becomes the location of the request, and what its modules do not inherit is gone there:",
    "`try_files` is. Fires where an `if` without an answer of its own (return, rewrite, a pass) stands beside a `try_files` that",
    "hands requests on, so those of the `if` end in 404. A `try_files` that ends in a status, and locations with an error",
    "page for 404, are left alone.",
  ].join("\n"),
  for: "gateway",
  needs: {},
  causes: {
    "conditional-block-drops-settings": {
      title: ({ args }) => `A conditional block leaves out what hands requests on to ${args.about}`,
      meaning:
        "The block is meant to add something, and replaces the location instead. Requests for which the condition holds are looked " +
        "for among the files alone, and get 404 where the application would have answered.",
      fix: (of) =>
        fix(String(of.args.remedy), [
          "nginx itself calls `if` in locations evil, but for return and rewrite.",
        ]),
      verify: ({ args }) => [String(args.test)],
      includes: [],
    },
  },
  judge({ gateway }) {
    return conclude(
      toldFindings(gateway, "conditional-block-drops-settings"),
      "no condition drops a fallback",
    );
  },
});
