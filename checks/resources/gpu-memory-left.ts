import { defineCheck, useful } from "../../src/model/check.ts";
import { shellQuote } from "../../src/model/evidence.ts";
import type { ServiceUnit } from "../../src/model/unit.ts";
import { llmFindings } from "../../src/testimony/llm-claim.ts";
import { fix, who } from "../../src/testimony/remedy.ts";
import { endsAt, unitClaim } from "../../src/testimony/unit-claim.ts";
import { storyOf } from "../../src/testimony/unit-story.ts";
import { hasSign } from "../../src/testimony/unit-text.ts";
import { conclude } from "../../src/testimony/verdict.ts";

export default defineCheck({
  id: "gpu-memory-left",
  layer: "resources",
  since: "0.1.0",
  title: "The accelerator of the service has memory left",
  about: [
    "Reads whether the service says that its accelerator (CUDA, ROCm) has no memory left: in an answer that fails, or, on this",
    "host, in the journal of its unit where that is down or comes up again and again. How much is left, and what else holds",
    "it, uhc does not ask. A server that merely says that it is full is `llm-overloaded`.",
  ].join("\n"),
  for: "endpoint",
  needs: {
    exchanges: useful("exchange"),
    again: useful("exchange", "repeat"),
    units: useful("unit"),
    connects: useful("connect"),
    logs: useful("log"),
  },
  causes: {
    "gpu-memory-exhausted": {
      title: (of) => `No memory is left on the accelerator of the service: ${who(of)}`,
      meaning:
        "The model, its cache or a batch asked for more memory than the accelerator has left. Often another process holds some, a " +
        "restarted one has not given its own back, or the context and the number of requests at once are set too large.",
      fix: (of) =>
        fix(
          "Free memory of the accelerator, or make the server take less",
          [
            "Find out which processes hold it; one that was left over from before a restart is to be ended.",
            "vLLM: lower --gpu-memory-utilization, --max-model-len or --max-num-seqs; llama.cpp: fewer -ngl or a smaller -c.",
            "A quantized model, or one more accelerator, needs no tuning.",
          ],
          ["nvidia-smi", ...(of.args.quoted === undefined ? [] : [`systemctl restart ${of.args.quoted}`])],
        ),
      verify: ({ args }) => [
        args.quoted === undefined
          ? String(args.curl).replace(" -o /dev/null", "")
          : `journalctl --unit ${args.quoted} --grep 'out of memory' -n 5`,
      ],
      includes: ["application-error", "health-status-unexpected", "dependency-down", "service-starting"],
      leadsTo: ["service-not-running", "service-crash-loop", "port-refused", "connection-closed-early"],
    },
  },
  judge(look) {
    const { seen, about, policy } = look;
    const said = llmFindings(look, [...seen.exchanges, ...seen.again], ["gpu-memory-exhausted"]);
    const end = endsAt(about, seen);
    const left = seen.units.flatMap((one) => {
      const [unit, other] = one.facts.units;
      if (unit === undefined || other !== undefined || !hasSign(unit, "gpu-memory")) return [];
      if (!storyOf(unit, end, policy.now).some(({ over }) => over === undefined)) return [];
      return [
        unitClaim(unit, { cause: "gpu-memory-exhausted", strength: 0.93, why: whyOf(unit) })(
          look,
          one,
          quotedName(unit),
        ),
      ];
    });
    return conclude([...said, ...left], "nothing says that an accelerator has no memory left");
  },
});

function whyOf({ name }: ServiceUnit): string {
  return `the journal of ${name} says so`;
}

function quotedName({ name }: ServiceUnit) {
  return { quoted: shellQuote(name) };
}
