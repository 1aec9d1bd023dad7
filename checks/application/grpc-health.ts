import { defineCheck, needed } from "../../src/model/check.ts";
import { shellQuote } from "../../src/model/evidence.ts";
import { exchangeSentence } from "../../src/model/exchange.ts";
import { wasTried } from "../../src/model/handshake.ts";
import type { ObservationOf } from "../../src/model/observation.ts";
import { claim } from "../../src/testimony/claim.ts";
import { fix, who } from "../../src/testimony/remedy.ts";
import { eachStep } from "../../src/testimony/steps.ts";
import { conclude, root } from "../../src/testimony/verdict.ts";

/** gRPC status codes (grpc.io, statuscodes): NOT_FOUND for a service name that the server does not know. */
const NOT_FOUND = 5;
const UNAVAILABLE = 14;
const UNIMPLEMENTED = 12;

export default defineCheck({
  id: "grpc-health",
  layer: "application",
  since: "0.1.0",
  title: "The gRPC health service says SERVING, where it is asked",
  about: [
    "Asks the standard health service (grpc.health.v1.Health/Check). NOT_SERVING is `grpc-not-serving`, and so, less",
    "surely, is NOT_FOUND for the server as a whole, which all health libraries set. For a check that the config declares,",
    "so is anything but SERVING. A route alone does not need the health service: there a server without it is alive.",
  ].join("\n"),
  for: "endpoint",
  needs: { exchanges: needed("exchange") },
  causes: {
    "grpc-not-serving": {
      title: (of) =>
        `gRPC health says ${of.args.said}${of.args.service === "" ? "" : ` for ${of.args.service}`}: ${who(of)}`,
      meaning:
        "The gRPC server runs, and its health service does not call the service ready: it has been shut off, waits for " +
        "something, was never set to SERVING, or does not know the name that the check asks for.",
      fix: (of) =>
        fix("Make the server report SERVING under the name that is asked for", [
          "Look in the server's log for what set the health status, and what it waits for.",
          of.args.service === ""
            ? "The check asks for the whole server (an empty name): the server has to set a status for that name."
            : `Compare the name ${of.args.service} with the names that the server registers.`,
        ]),
      verify: ({ args }) => [
        `grpc_health_probe -addr=${args.target}${args.service === "" ? "" : ` -service=${args.serviceWord}`}`,
      ],
      includes: ["health-status-unexpected"],
    },
  },
  judge(look) {
    const { seen, about } = look;
    const asked = seen.exchanges.filter(
      (each) => wasTried(each) && each.request.exchange?.protocol === "grpc",
    );
    const findings = eachStep(about, asked, (exchange) => {
      const said = complaint(exchange);
      if (said === undefined) return [];
      const service = exchange.request.exchange?.grpcService ?? "";
      const args = { said, service, serviceWord: shellQuote(service) };
      const evidence = [exchangeSentence(exchange)];
      const isDeclared = exchange.request.exchange?.purpose === "declared-check";
      const strength = isDeclared || exchange.facts.grpcStatus !== NOT_FOUND ? 0.95 : 0.7;
      const value = isDeclared ? about.upstream.healthCheck?.location : undefined;
      return [root(claim(look, exchange, { cause: "grpc-not-serving", strength, evidence, value, args }))];
    });
    return conclude(findings, asked.length === 0 ? "no route speaks gRPC" : "gRPC health has no complaint");
  },
});

/** What is wrong, in the protocol's own words; undefined when nothing is. */
function complaint({ facts, request }: ObservationOf<"exchange">): string | undefined {
  const { grpcServing, grpcStatus } = facts;
  if (grpcServing === "NOT_SERVING") return grpcServing;
  if (grpcStatus === UNAVAILABLE) return "UNAVAILABLE (it takes no calls now)";
  if (grpcStatus === NOT_FOUND) return "NOT_FOUND (the name is unknown)";
  if (request.exchange?.purpose !== "declared-check") return undefined;
  if (grpcServing !== undefined) return grpcServing === "SERVING" ? undefined : grpcServing;
  return grpcStatus === UNIMPLEMENTED ? "UNIMPLEMENTED (there is no health service)" : undefined;
}
