import { defineCheck, needed, useful } from "../../src/model/check.ts";
import { alike } from "../../src/model/evidence.ts";
import { exchangeSentence, succeeds } from "../../src/model/exchange.ts";
import type { ObservationOf } from "../../src/model/observation.ts";
import { isServerError } from "../../src/model/server-error.ts";
import { claim } from "../../src/testimony/claim.ts";
import { llmFindings } from "../../src/testimony/llm-claim.ts";
import { fix, who } from "../../src/testimony/remedy.ts";
import { eachStep } from "../../src/testimony/steps.ts";
import { conclude, root } from "../../src/testimony/verdict.ts";

export default defineCheck({
  id: "model-ready",
  layer: "llm",
  since: "0.1.0",
  title: "The model server has its model, and the engine behind it runs",
  about: [
    "Reads what model servers (vLLM, SGLang, TGI, llama.cpp, Ollama, Triton, TensorRT-LLM) and model APIs say when they",
    "fail: a model that is still loading, a model or deployment that does not exist, an engine that has died behind an open",
    "port. vLLM's health says 503 or 500 without a word then; where the same server lists its models, the engine is",
    "what died. A model that only a request's body names can't be seen by a GET.",
  ].join("\n"),
  for: "endpoint",
  needs: {
    exchanges: needed("exchange"),
    again: useful("exchange", "repeat"),
    otherPath: useful("exchange", "health-path"),
  },
  causes: {
    "llm-model-loading": {
      title: (of) => `The model server runs, and its model is still loading: ${who(of)}`,
      meaning:
        "The server accepts connections while it reads the weights, and refuses everything until they are there: seconds for " +
        "a small model, many minutes for a large one on a slow disk. It passes by itself, unless it hides a failure.",
      fix: () =>
        fix("Wait until the model is loaded, and check the server's log if that does not finish", [
          "Send no traffic before its health path answers 200: an active check or a readiness probe on /health.",
          "If it starts again and again, look for memory errors: the weights and the cache have to fit the GPU.",
        ]),
      verify: ({ args }) => [String(args.curl).replace(" -o /dev/null", "")],
      includes: ["application-error", "service-starting", "health-status-unexpected", "rate-limited"],
    },
    "llm-model-not-found": {
      title: (of) => `The server does not have the model that ${of.args.path} names: ${who(of)}`,
      meaning:
        "The service answers, and knows no model or deployment of that name: it was never pulled, was renamed, is served " +
        "under another name, or the deployment is younger than a few minutes.",
      fix: (of) =>
        fix("Name a model that the server has", [
          `Ask it which ones it has (GET /v1/models; Ollama: /api/tags) and correct ${of.args.path}.`,
          "Or load the model there under the name that is asked for.",
        ]),
      verify: ({ args }) => [String(args.curl).replace(" -o /dev/null", "")],
      includes: ["health-path-not-found", "health-status-unexpected"],
    },
    "llm-engine-dead": {
      title: (of) => `The model server's port is open and the engine behind it is dead: ${who(of)}`,
      meaning:
        "The HTTP part of the server still answers, and the process that runs the model has ended or hangs: out of GPU " +
        "memory, a lost GPU, a failed worker. It does not come back by itself.",
      fix: (of) =>
        fix(`Restart the model server behind ${of.args.target}, and read in its log why the engine ended`, [
          "Look for CUDA out of memory, NCCL errors and Xid lines in the kernel log at the time when it ended.",
          "Let a supervisor watch the health path, so that a dead engine takes its server along.",
        ]),
      verify: ({ args }) => [String(args.curl).replace(" -o /dev/null", "")],
      includes: ["application-error", "dependency-down", "health-status-unexpected"],
    },
  },
  judge(look) {
    const { seen, about } = look;
    const owned = ["llm-model-loading", "llm-model-not-found", "llm-engine-dead"] as const;
    const said = llmFindings(look, [...seen.exchanges, ...seen.again], owned);
    const mute = eachStep(about, seen.exchanges, (exchange) => {
      const models = alike(exchange, seen.otherPath).find(listsModels);
      if (models === undefined || !isServerError(exchange.facts.status)) return [];
      const evidence = [
        exchangeSentence(exchange),
        `the same server lists its models: ${exchangeSentence(models)}`,
      ];
      return [root(claim(look, exchange, { cause: "llm-engine-dead", strength: 0.88, evidence }))];
    });
    return conclude([...said, ...mute], "no answer says that a model is missing or its engine dead");
  },
});

/** OpenAI's list of models, as vLLM, SGLang and TensorRT-LLM give it. */
function listsModels(exchange: ObservationOf<"exchange">): boolean {
  const { bodyStart } = exchange.facts;
  return succeeds(exchange) && /"object"\s*:\s*"list"/.test(bodyStart) && /"owned_by"/.test(bodyStart);
}
