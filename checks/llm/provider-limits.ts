import { defineCheck, needed, useful } from "../../src/model/check.ts";
import { llmFindings } from "../../src/testimony/llm-claim.ts";
import { fix, who } from "../../src/testimony/remedy.ts";
import { conclude } from "../../src/testimony/verdict.ts";

export default defineCheck({
  id: "provider-limits",
  layer: "llm",
  since: "0.1.0",
  title: "The model server or API has room and credit for the request",
  about: [
    "Reads why a model server or model API turns requests away. 429 has four reasons that want four answers: a limit of",
    "requests or tokens per time (`llm-rate-limited`), credit that is used up (`llm-quota-exhausted`), a server that is",
    "full (`llm-overloaded`, also 503 and 529), and a router that rests a deployment (`llm-router-cooldown`). A 429 in",
    "words that any service might use is left to `rate-limited`.",
  ].join("\n"),
  for: "endpoint",
  needs: { exchanges: needed("exchange"), again: useful("exchange", "repeat") },
  causes: {
    "llm-rate-limited": {
      title: (of) => `The model API's limit of requests or tokens per time is reached: ${who(of)}`,
      meaning:
        "Requests or tokens per minute of this account, key or deployment are used up. It passes within the time that " +
        "the answer's headers name, and comes back as long as more is sent than the limit allows.",
      fix: () =>
        fix("Send less in that time, or have the limit raised", [
          "Wait as long as Retry-After or the reset header says; clients should back off with jitter.",
          "Spread the load over several keys or deployments that have limits of their own.",
          "Do not let the gateway count 429 as a dead endpoint.",
        ]),
      verify: ({ args }) => [String(args.curl).replace(" -o /dev/null", "")],
      includes: ["rate-limited", "application-error", "health-status-unexpected"],
    },
    "llm-quota-exhausted": {
      title: (of) => `Credit or quota at the model API is used up, and waiting won't help: ${who(of)}`,
      meaning:
        "The account behind the key has no credit left or has reached its spend limit. It looks like a rate limit (429), " +
        "and neither a retry nor time mends it.",
      fix: () =>
        fix("Add credit to the account, raise its spend limit, or use the key of another account", [
          "Look at billing and usage of the organization and project that the key belongs to.",
          "Do not retry: every request is refused until then.",
        ]),
      verify: ({ args }) => [String(args.curl).replace(" -o /dev/null", "")],
      includes: ["rate-limited", "application-error", "health-auth-required", "health-status-unexpected"],
    },
    "llm-overloaded": {
      title: (of) => `The model server says that it is overloaded (${of.args.status}): ${who(of)}`,
      meaning:
        "More requests wait than the server has room for, and it turns new ones away. Neither key nor config is at fault.",
      fix: () =>
        fix("Send fewer requests at once, add instances, or fall back to another model", [
          "Look at the server's queue (vllm:num_requests_waiting, tgi_queue_size, OLLAMA_MAX_QUEUE) and its batch limits.",
          "Of a hosted API, watch the provider's status page, and retry with growing pauses.",
        ]),
      verify: ({ args }) => [String(args.curl).replace(" -o /dev/null", "")],
      includes: [
        "rate-limited",
        "application-error",
        "dependency-down",
        "service-overloaded",
        "health-status-unexpected",
      ],
    },
    "llm-router-cooldown": {
      title: (of) => `The model router has taken all deployments out for a while by itself: ${who(of)}`,
      meaning:
        "The router answers 429 without asking any provider: after failures it rests each deployment, and now none is left. " +
        "What those failures were is the cause behind this one.",
      fix: () =>
        fix(
          "Find out why the router's deployments failed before, and lengthen their list or shorten the rest",
          [
            "Look in the router's log for the errors before the cooldown: keys, limits, timeouts.",
            "LiteLLM: allowed_fails and cooldown_time decide when a deployment rests, and for how long.",
          ],
        ),
      verify: ({ args }) => [String(args.curl).replace(" -o /dev/null", "")],
      includes: ["rate-limited", "llm-rate-limited", "application-error", "health-status-unexpected"],
    },
  },
  judge(look) {
    const { seen } = look;
    const owned = [
      "llm-rate-limited",
      "llm-quota-exhausted",
      "llm-overloaded",
      "llm-router-cooldown",
    ] as const;
    const findings = llmFindings(look, [...seen.exchanges, ...seen.again], owned);
    return conclude(findings, "no answer says that a model server is full or an account empty");
  },
});
