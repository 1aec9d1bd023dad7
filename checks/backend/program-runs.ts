import { defineCheck, type Finding, needed, useful } from "../../src/model/check.ts";
import { asker, endpointGround, places, quoted, shellQuote } from "../../src/model/evidence.ts";
import type { SupervisedProgram } from "../../src/model/supervised.ts";
import type { EndpointLook } from "../../src/testimony/claim.ts";
import {
  type SupervisedAccusation,
  supervisedSentence,
  supervisedStory,
} from "../../src/testimony/supervised-story.ts";
import { endsAt } from "../../src/testimony/unit-claim.ts";
import { adviceFor } from "../../src/testimony/unit-text.ts";
import { conclude, root, skip } from "../../src/testimony/verdict.ts";

export default defineCheck({
  id: "program-runs",
  layer: "backend",
  since: "0.1.0",
  title: "The program of supervisord behind the endpoint runs",
  about: [
    "Where a place of this host takes no connections and nothing listens there: asks supervisord, by `supervisorctl status`, for",
    "the one program whose command or environment names the place, and reads the end of what it printed. FATAL and BACKOFF are",
    "`service-crash-loop`, or `service-not-running` where its command can't be run at all; STOPPED and EXITED are",
    "`service-not-running`. Where several programs name the place none is accused. A place that stands in a file of the program's",
    "own can't be found, and a config that others may write is left alone.",
  ].join("\n"),
  for: "endpoint",
  needs: { programs: needed("supervised"), connects: useful("connect"), logs: useful("log") },
  causes: {},
  judge(look) {
    const { seen, about } = look;
    const asked = seen.programs.filter(({ outcome }) => outcome.kind === "answered");
    if (asked.length === 0) return skip(seen.programs[0]?.outcome.reason ?? "nobody asked");
    if (!endsAt(about, seen).isDead) return skip("connections are accepted there");
    const findings = asked.flatMap(({ facts }) => {
      const [program, other] = facts.programs;
      const story = program === undefined || other !== undefined ? undefined : supervisedStory(program);
      return program === undefined || story === undefined ? [] : [accused(look, program, story)];
    });
    const [known] = asked.flatMap(({ facts }) => facts.programs);
    const fine = known === undefined ? "no program names this place" : supervisedSentence(known);
    return conclude(findings, fine);
  },
});

function accused(
  { about, gateway }: EndpointLook,
  program: SupervisedProgram,
  { cause, strength, why }: SupervisedAccusation,
): Finding {
  const { name, tieText, isBare, signs } = program;
  return root({
    cause,
    strength: isBare ? strength - 0.1 : strength,
    subject: about.subject,
    ground: endpointGround(about.endpoint),
    locations: places(undefined, about.endpoint, about.routes[0]),
    evidence: [
      supervisedSentence(program),
      `${name} is the service there: its settings name ${quoted(tieText, 80)}`,
      ...signs.slice(0, 2).map(({ text }) => `it printed last: ${quoted(text, 160)}`),
    ],
    args: {
      kind: gateway.kind,
      asker: asker(gateway),
      unit: `program ${name}`,
      quoted: shellQuote(name),
      manager: "supervisor",
      place: about.endpoint.endpoint,
      why,
      advice: adviceFor(signs),
      isDisabled: 0,
    },
  });
}
