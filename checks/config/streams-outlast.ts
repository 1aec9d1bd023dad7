import { defineCheck } from "../../src/model/check.ts";
import { duration } from "../../src/model/evidence.ts";
import { configClaim, routeSubject } from "../../src/testimony/config-claim.ts";
import { conclude, latent } from "../../src/testimony/verdict.ts";

/** Paths by which streams and long generations go. */
const STREAM =
  /(?:^|\/)(?:events|event-stream|eventsource|sse|stream|watch|chat\/completions|completions)(?:\/|\$|$)/i;
/** A stream that is cut before has hardly begun. */
const SHORT_MS = 60_000;

export default defineCheck({
  id: "streams-outlast",
  layer: "config",
  since: "0.1.0",
  title: "Routes whose path says that answers are streamed have no limit on the whole answer",
  about: [
    "Looks at routes whose path has `/events`, `/sse`, `/stream`, `/watch` or `/chat/completions` in it, and whose limit counts to",
    "the end of the answer, not to its next byte. Envoy cuts such an answer after 15 s unless the route says otherwise, with",
    "status 200 long sent; so it does with calls of gRPC, of which some are streams. Whether the service streams there can't be",
    "seen in a config: of a limit that somebody wrote, and of calls, it is only for information.",
  ].join("\n"),
  for: "gateway",
  needs: {},
  // The cause is owned by the check that measures an answer.
  causes: {},
  judge({ gateway }) {
    const findings = gateway.routes.flatMap((route) => {
      const isStream = STREAM.test(route.label);
      if (!isStream && route.isGrpc !== true) return [];
      const { requestMs } = route.forward.timeouts;
      if (requestMs === undefined || requestMs.value > SHORT_MS) return [];
      // what somebody wrote for calls was meant; a default may not be known
      if (!isStream && !requestMs.isDefault) return [];
      const claim = configClaim(gateway, {
        cause: "timeout-too-short",
        subject: routeSubject(gateway, route),
        value: requestMs.isDefault ? route.forward.location : requestMs.location,
        places: [route.location],
        evidence: [
          `an answer on ${route.label} may take ${duration(requestMs.value)} as a whole${requestMs.isDefault ? ", as by default" : ""}`,
        ],
        args: {
          curl: `curl -N http://localhost${route.label}`,
          patience: 120,
          title: `${isStream ? "Streams" : "Calls of gRPC"} on ${route.label} are cut after ${duration(requestMs.value)}`,
          fix: "Give the route timeout: 0s, and an idle_timeout that bounds the silence between two parts",
        },
      });
      return [latent(claim, isStream && requestMs.isDefault ? "warning" : "info")];
    });
    return conclude(findings, "no route that streams has a limit on the whole answer");
  },
});
