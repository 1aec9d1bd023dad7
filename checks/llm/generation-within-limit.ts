import { defineCheck, needed, useful } from "../../src/model/check.ts";
import { asker, duration, endpointGround, places } from "../../src/model/evidence.ts";
import { exchangeSentence } from "../../src/model/exchange.ts";
import { wasTried } from "../../src/model/handshake.ts";
import { liveness } from "../../src/model/liveness.ts";
import { endedInLog, goodAnswers } from "../../src/testimony/ended-in-log.ts";
import { forSome, logClaim, loggedAs, loggedSentence } from "../../src/testimony/logged.ts";
import { loggedArgs } from "../../src/testimony/logged-args.ts";
import { peersOf } from "../../src/testimony/peers.ts";
import { configStep, fix, who } from "../../src/testimony/remedy.ts";
import { conclude, root } from "../../src/testimony/verdict.ts";

/**
 * Paths that generate: OpenAI's API and what copies it (vLLM, SGLang, llama.cpp, LiteLLM), Anthropic's, Ollama's, TGI's, Gemini's,
 * and the inference protocol of KServe and Triton.
 */
const GENERATES =
  /"POST [^" ]*(?:\/v1\/(?:chat\/completions|completions|responses|messages|embeddings|audio\/\w+|images\/\w+)|\/api\/(?:generate|chat|embed(?:dings)?)|\/generate(?:_stream)?|:(?:stream)?[gG]enerateContent|\/v2\/models\/[^" ]+\/(?:infer|generate(?:_stream)?))(?:[?" ])/;

export default defineCheck({
  id: "generation-within-limit",
  layer: "llm",
  since: "0.1.0",
  title: "The model answers within the time that the gateway waits",
  about: [
    "Looks in the gateway's log for requests to a model server (known by their path: chat completions, messages, generate, infer)",
    "on which the gateway gave up waiting, for the first byte or between two. uhc sends no such request itself, as it would cost",
    "tokens. Where another request to the same endpoint is answered, the server lives and the generation is what takes long;",
    "where that fails too, its own cause is told. How long the answer would have taken, nobody measured.",
  ].join("\n"),
  for: "endpoint",
  needs: { logs: needed("log"), connects: useful("connect"), exchanges: useful("exchange") },
  causes: {
    "llm-response-slower-than-timeout": {
      title: (of) =>
        `The model takes longer to answer than the ${of.args.limit} that ${of.args.asker} waits: ${who(of)}`,
      meaning:
        "Generating takes seconds to minutes, and without streaming not a byte comes before the end. A limit that fits web pages " +
        "cuts the long answers off, while short ones and health checks pass. Under load, requests also wait in the server's queue.",
      fix: (of) =>
        fix("Make the gateway wait as long as the longest generation takes, or make the model stream", [
          configStep(
            of,
            {
              nginx: "proxy_read_timeout 600s;",
              haproxy: "timeout server 600s",
              envoy: "timeout: 600s on the route",
            },
            "Give this upstream a limit of minutes.",
          ),
          "With streaming (stream: true, and no buffering in the gateway) the limit counts the pause between two tokens alone.",
          "Limits in front (load balancer, CDN, client) have to be longer still.",
          "If it was faster before: look at the server's queue and at the length of prompts.",
        ]),
      verify: ({ args }) => [
        `grep -cE ${args.kind === "haproxy" ? "' s[HD]-- '" : "'timed out'"} ${args.path}`,
      ],
      includes: ["service-hung", "timeout-too-short", "application-error"],
    },
  },
  judge(look) {
    const { about, gateway, seen, policy } = look;
    const peers = peersOf(about, seen.connects);
    const events = loggedAs(
      seen.logs,
      ["read-timeout", "body-timeout"],
      ({ isUnrepeatable, peer = "", sample }) =>
        isUnrepeatable === true && peers.has(peer) && GENERATES.test(sample),
    );
    const [first] = events;
    if (first === undefined) return conclude([], "no request to a model is seen to outlast the limit");
    const asked = seen.exchanges.filter(wasTried);
    if (asked.some((one) => liveness(one, policy).alive === false))
      return conclude([], "other requests fail there as well");
    if (endedInLog(first, goodAnswers(seen.logs)) !== undefined)
      return conclude([], "good answers have long followed");
    const [route] = about.routes;
    const limit = route?.forward.timeouts.readIdleMs;
    const claim = logClaim(gateway, events, {
      cause: "llm-response-slower-than-timeout",
      strength: asked.length > 0 ? 0.82 : 0.65,
      ground: endpointGround(about.endpoint),
      subject: about.subject,
      locations: places(limit?.location, about.endpoint, route),
      args: { ...loggedArgs(look, first), limit: limit === undefined ? "time" : duration(limit.value) },
    });
    const gaveUp = limit === undefined ? [] : [`${asker(gateway)} waits ${duration(limit.value)} for a byte`];
    const lives = asked.slice(0, 1).map((one) => `meanwhile the server answers: ${exchangeSentence(one)}`);
    const evidence = [...events.slice(0, 2).map(loggedSentence), ...gaveUp, ...lives];
    return conclude([forSome(root({ ...claim, evidence }))], "");
  },
});
