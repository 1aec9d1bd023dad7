import { defineCheck } from "../../src/model/check.ts";
import { toldFindings } from "../../src/testimony/problem.ts";

import { conclude } from "../../src/testimony/verdict.ts";

export default defineCheck({
  id: "worker-limits-fit",
  layer: "config",
  since: "0.1.0",
  title: "A worker may open as many files as it may have connections",
  about: [
    "Compares `worker_rlimit_nofile` with `worker_connections`: each connection takes a file descriptor, a request that is passed",
    "on takes two. Fires where the config allows fewer files than connections. Without the line, the limit is that of the unit",
    "or container, which a config does not show.",
  ].join("\n"),
  for: "gateway",
  needs: {},
  // The cause is owned by the check that sees it happen.
  causes: {},
  judge({ gateway }) {
    return conclude(toldFindings(gateway, "file-descriptors-exhausted"), "the limits fit each other");
  },
});
