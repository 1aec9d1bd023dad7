import { defineCheck } from "../../src/model/check.ts";
import { toldFindings } from "../../src/testimony/problem.ts";
import { fix } from "../../src/testimony/remedy.ts";
import { conclude } from "../../src/testimony/verdict.ts";

export default defineCheck({
  id: "timeouts-set",
  layer: "config",
  since: "0.1.0",
  title: "No wait of the gateway is without end",
  about: [
    "Looks for proxies that lack a limit which their gateway does not set by itself: HAProxy waits forever for a client, a",
    "connection or an answer unless `timeout client`, `timeout connect` and `timeout server` say how long. It warns of it at",
    "every start and works all the same. Gateways with limits of their own have nothing to tell here.",
  ].join("\n"),
  for: "gateway",
  needs: {},
  causes: {
    "timeout-missing": {
      title: ({ args }) => `${args.title}`,
      meaning:
        "A service that hangs, or a client that has gone away without a word, holds its connection until somebody restarts the " +
        "gateway. They pile up until no connection is left, and then no request is served.",
      fix: (of) =>
        fix(String(of.args.fix), [
          "timeout connect 5s, timeout client 30s and timeout server 30s suit most.",
        ]),
      verify: (of) => [String(of.args.verify)],
      includes: [],
    },
  },
  judge({ gateway }) {
    return conclude(toldFindings(gateway, "timeout-missing"), "every wait has a limit");
  },
});
