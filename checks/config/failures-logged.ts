import { defineCheck } from "../../src/model/check.ts";
import { toldFindings } from "../../src/testimony/problem.ts";
import { fix } from "../../src/testimony/remedy.ts";
import { conclude } from "../../src/testimony/verdict.ts";

export default defineCheck({
  id: "failures-logged",
  layer: "config",
  since: "0.1.0",
  title: "Why requests to upstreams fail is written somewhere",
  about: [
    "Looks for `error_log` lines that leave nobody told: /dev/null, a level above `error` (upstream failures have that level),",
    "and `off`, which nginx takes for the name of a file. Requests do not fail for it, so it is information: in an incident",
    "the gateway's own word on its upstreams is missing.",
  ].join("\n"),
  for: "gateway",
  needs: {},
  causes: {
    "errors-not-logged": {
      title: () => "The gateway logs nothing about failed requests",
      meaning:
        "When an upstream fails, the error log says at which step and with which error: refused, timed out, a bad certificate. Without " +
        "it a 502 looks like any other, and so does what uhc can say of past failures.",
      fix: (of) =>
        fix(String(of.args.remedy), ["Failures of upstreams are written at level error, ejections at warn."]),
      verify: () => ["nginx -T 2>/dev/null | grep -n error_log"],
      includes: [],
    },
  },
  judge({ gateway }) {
    return conclude(toldFindings(gateway, "errors-not-logged"), "errors are logged");
  },
});
