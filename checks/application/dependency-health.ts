import { defineCheck, needed, useful } from "../../src/model/check.ts";
import { listed, quoted, targetText } from "../../src/model/evidence.ts";
import { exchangeSentence } from "../../src/model/exchange.ts";
import { wasTried } from "../../src/model/handshake.ts";
import { failedDependencies } from "../../src/model/health-body.ts";
import { liveness } from "../../src/model/liveness.ts";
import type { ObservationOf } from "../../src/model/observation.ts";
import { claim } from "../../src/testimony/claim.ts";
import { fix, who } from "../../src/testimony/remedy.ts";
import { managerOf } from "../../src/testimony/service-manager.ts";
import { eachStep } from "../../src/testimony/steps.ts";
import { conclude, root } from "../../src/testimony/verdict.ts";

/** A status field, or a short text, that says that the service is on its way up. */
const STARTING_FIELD =
  /"(?:status|state|message|detail|error)"\s*:\s*"[^"]{0,80}\b(?:starting|warming[ _-]?up|initiali[sz]ing|booting|loading|not (?:yet )?ready)\b/i;
const STARTING_TEXT =
  /\b(?:is|still|are) (?:starting|warming up|initiali[sz]ing|booting|loading)\b|\bstarting up\b|\bnot ready yet\b|\bgetting ready to work\b|^\s*(?:starting|warming up|initiali[sz]ing|loading|not ready)[.…\s]*$/i;
/** Spring Boot's readiness state while it starts (and while it stops). */
const NOT_READY = /"readinessState"\s*:\s*\{\s*"status"\s*:\s*"(?:OUT_OF_SERVICE|DOWN)"/;

export default defineCheck({
  id: "dependency-health",
  layer: "application",
  since: "0.1.0",
  title: "The service names no dependency that is down, and does not say that it is still starting",
  about: [
    "Reads the body of an answer that fails: the health documents of Spring Boot, ASP.NET, MicroProfile, NestJS, of",
    "health+json and Kubernetes, and a few database errors. A component that they call down is `dependency-down`;",
    "a service that says it is still starting is `service-starting`. It believes what the service says; with",
    "`--follow-dependencies` it tries whether the address or name that it gives for a dependency accepts connections from here,",
    "where a name may mean another thing than on the service's own host. Only the first 2,048 characters are read.",
  ].join("\n"),
  for: "endpoint",
  needs: {
    exchanges: needed("exchange"),
    named: useful("resolve", "dependency"),
    followed: useful("connect", "dependency"),
  },
  causes: {
    "dependency-down": {
      title: (of) => `The service says that ${of.args.names} is down: ${who(of)}`,
      meaning:
        "The service runs, and answers with an error because something that it needs does not work: a database, a cache, " +
        "a broker, another service. The gateway is not at fault.",
      fix: (of) =>
        fix(`Bring ${of.args.names} back, or the service's way to it`, [
          "Ask the dependency from the host of the service: name, port, credentials, free connections.",
          "If the service could live without it, take it out of the health check that decides over traffic.",
        ]),
      verify: ({ args }) => [String(args.curl).replace(" -o /dev/null", "")],
      includes: ["application-error", "health-status-unexpected", "service-starting"],
    },
    "service-starting": {
      title: (of) =>
        of.args.unit === undefined
          ? `The service says that it is still starting: ${who(of)}`
          : `${of.args.unit} (${of.args.place}) is still starting`,
      meaning:
        "The process runs, and is not ready yet: the service says so itself, or its service manager does. It passes by itself, " +
        "unless it hides a failure.",
      fix: ({ args }) =>
        fix(
          `Wait, and check ${args.unit === undefined ? "the service's log" : `the ${managerOf(args).journal} of ${args.unit}`} if it does not finish`,
          [
            "Send no traffic before it is ready: an active check, a readiness probe, or a slow start.",
            "If it starts again and again, find out why it does not come up.",
          ],
          args.unit === undefined ? [] : [managerOf(args).followJournal(String(args.quoted))],
        ),
      verify: ({ args }) =>
        args.unit === undefined
          ? [String(args.curl).replace(" -o /dev/null", "")]
          : [managerOf(args).state(String(args.quoted))],
      includes: ["application-error", "health-status-unexpected"],
      leadsTo: ["port-refused", "unix-socket-missing"],
    },
  },
  judge(look) {
    const { seen, policy, about } = look;
    const asked = seen.exchanges.filter(wasTried);
    const findings = eachStep(about, asked, (exchange) => {
      const { how } = liveness(exchange, policy);
      if (how !== "server-error" && how !== "unexpected-status") return [];
      const { bodyStart } = exchange.facts;
      const down = failedDependencies(bodyStart);
      const names = listed(down.map(({ name }) => name));
      const own = exchangeSentence(exchange);
      if (down.length > 0) {
        const said = down
          .slice(0, 3)
          .map(
            ({ name, detail }) =>
              `its answer says ${quoted(name, 40)} is down${detail === "" ? "" : `: ${quoted(detail, 120)}`}`,
          );
        return [
          root(
            claim(look, exchange, {
              cause: "dependency-down",
              strength: 0.9,
              evidence: [
                own,
                ...said,
                ...seen.named.flatMap(namedSentence),
                ...seen.followed.map(followedSentence),
              ],
              args: { names },
            }),
          ),
        ];
      }
      if (!isStarting(bodyStart)) return [];
      const evidence = [own, `its answer: ${quoted(bodyStart, 120)}`];
      const strength = NOT_READY.test(bodyStart) ? 0.7 : 0.88;
      return [root(claim(look, exchange, { cause: "service-starting", strength, evidence }))];
    });
    return conclude(findings, "no failing answer names a dependency or a start-up");
  },
});

/** A name that is not found from here: the service may ask another resolver. */
function namedSentence({ request, outcome }: ObservationOf<"resolve">): readonly string[] {
  return outcome.kind === "answered" ? [] : [`${request.name}, which it names, from here: ${outcome.reason}`];
}

/** What a connection from here to the dependency showed: the service may stand elsewhere. */
function followedSentence({ request, outcome }: ObservationOf<"connect">): string {
  const opens =
    outcome.kind === "answered" ? "accepts connections from here" : `from here: ${outcome.reason}`;
  return `${targetText(request.target)}, which it names, ${opens}`;
}

/** A spinner in the page of an error is no start-up, so long pages are not read for loose words. */
function isStarting(body: string): boolean {
  if (NOT_READY.test(body) || STARTING_FIELD.test(body)) return true;
  const text = body.replace(/<[^<>]{0,200}>/g, " ").trim();
  return text.length <= 300 && STARTING_TEXT.test(text);
}
