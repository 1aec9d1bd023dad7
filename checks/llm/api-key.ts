import { defineCheck, needed, useful } from "../../src/model/check.ts";
import { llmFindings } from "../../src/testimony/llm-claim.ts";
import { fix, who } from "../../src/testimony/remedy.ts";
import { conclude } from "../../src/testimony/verdict.ts";

export default defineCheck({
  id: "api-key",
  layer: "llm",
  since: "0.1.0",
  title: "The model API accepts the key that the gateway sends",
  about: [
    "Only where the gateway's config sends a key, or a health check is declared: 401, 403, or Gemini's 400 with the words",
    "of a model API is `llm-auth-failed`. A model API that asks uhc for a key, because callers bring their own, is healthy.",
    "Whether the key is missing, wrong, expired or without rights, only the answer's words tell.",
  ].join("\n"),
  for: "endpoint",
  needs: { exchanges: needed("exchange"), again: useful("exchange", "repeat") },
  causes: {
    "llm-auth-failed": {
      title: (of) =>
        `The model API refuses the key that ${of.args.asker} sends (${of.args.status}): ${who(of)}`,
      meaning:
        "The key is missing, mistyped, revoked, of another project or provider, or has no right to what is asked for. " +
        "Every request fails until it is replaced.",
      fix: () =>
        fix("Give the gateway a key that the API accepts", [
          "Check whether it goes out in the header that this provider reads: a bearer token, x-api-key, api-key or x-goog-api-key.",
          "Renew the key, and check that its project, region and rights cover the model that is asked for.",
        ]),
      verify: ({ args }) => [String(args.curl).replace(" -o /dev/null", "")],
      includes: ["health-auth-required", "health-status-unexpected"],
    },
  },
  judge(look) {
    const { seen } = look;
    const findings = llmFindings(look, [...seen.exchanges, ...seen.again], ["llm-auth-failed"]);
    return conclude(findings, "no model API refuses a key");
  },
});
