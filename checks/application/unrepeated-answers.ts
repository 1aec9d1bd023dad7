import { defineCheck, needed } from "../../src/model/check.ts";
import { asker, places } from "../../src/model/evidence.ts";
import { groupedDigits } from "../../src/model/grouped-digits.ts";
import { liveness } from "../../src/model/liveness.ts";
import { fileWord, forSome, logClaim } from "../../src/testimony/logged.ts";
import { loggedArgs } from "../../src/testimony/logged-args.ts";
import { type UnrepeatedErrors, unrepeatedErrors } from "../../src/testimony/unrepeated-answers.ts";
import { conclude, root, skip } from "../../src/testimony/verdict.ts";

export default defineCheck({
  id: "unrepeated-answers",
  layer: "application",
  since: "0.1.0",
  title: "Requests that no probe repeats are not mostly answered with errors of the service",
  about: [
    "uhc sends GET alone, and for the routes' own paths. Where these are answered well, this looks in the access log at what",
    "clients asked for otherwise: with other methods, or for other paths. At least half of it, and five at least, answered",
    "with 5xx that the service itself sent, is `application-error` for some requests. A format without the upstream's status",
    "does not tell whose error it was: then it is the service's if no other upstream, no answer of the gateway's own and no line",
    "of its error log can account for it, and 502 and 504 count as nobody's.",
  ].join("\n"),
  for: "endpoint",
  needs: { logs: needed("log"), exchanges: needed("exchange") },
  causes: {},
  judge(look) {
    const { gateway, about, seen, policy } = look;
    if (!seen.exchanges.every((one) => liveness(one, policy).alive === true))
      return skip("the endpoint does not answer what uhc asks for either");
    const asked = new Set([
      ...seen.exchanges.flatMap(({ request }) => request.exchange?.path ?? []),
      ...about.routes.map(({ match }) => ("path" in match && match.kind !== "regex" ? match.path : "/")),
    ]);
    const errors = unrepeatedErrors(look, seen.logs, asked);
    const [first] = errors?.events ?? [];
    if (errors === undefined || first === undefined)
      return conclude([], "what uhc does not ask for itself is not mostly answered with errors");
    const { endpoint, upstream } = about;
    // without the log's word nobody knows which of several endpoints it was
    const isKnown = first.peer !== undefined || upstream.endpoints.length === 1;
    const claim = logClaim(gateway, errors.events, {
      cause: "application-error",
      strength: errors.isAttributed ? 0.85 : 0.75,
      ground: isKnown ? `unrepeated:${endpoint.endpoint}` : `unrepeated:${upstream.id}`,
      subject: isKnown ? about.subject : { gateway: gateway.id, upstream: upstream.id },
      locations: places(undefined, endpoint, about.routes[0]),
      args: {
        ...loggedArgs(look, first),
        ...{ status: first.event.slice("access-".length), isGateway: 0 },
        // a request of uhc's own kind would be answered well
        curl: `grep '" 5[0-9][0-9] ' ${fileWord(first.path)} | tail`,
      },
    });
    const evidence = [shareText(errors), ...claim.evidence.slice(0, 2), whose(errors, asker(gateway))];
    return conclude([{ ...forSome(root({ ...claim, evidence })), standsAlone: true }], "");
  },
});

function shareText({ bad, all, of }: UnrepeatedErrors): string {
  return `${groupedDigits(bad)} of ${groupedDigits(all)} requests ${of} were answered with errors; what uhc asks for is answered well`;
}

function whose({ isAttributed }: UnrepeatedErrors, who: string): string {
  return isAttributed
    ? `${who} passed them on as the service sent them`
    : `${who} wrote of no failure of its own meanwhile: the errors are the service's`;
}
