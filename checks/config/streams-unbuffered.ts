import { defineCheck, type Finding } from "../../src/model/check.ts";
import type { Gateway, Route } from "../../src/model/config.ts";
import { shellQuote } from "../../src/model/evidence.ts";
import type { HeaderSetting } from "../../src/model/forward.ts";
import { configClaim, routeSubject } from "../../src/testimony/config-claim.ts";
import { configStep, fix } from "../../src/testimony/remedy.ts";
import { conclude, latent } from "../../src/testimony/verdict.ts";

/** Paths by which event streams go. */
const STREAM = /(?:^|\/)(?:events|event-stream|eventsource|sse|stream|chat\/completions)(?:\/|\$|$)/i;

export default defineCheck({
  id: "streams-unbuffered",
  layer: "config",
  since: "0.1.0",
  title: "Routes whose path says that answers are streamed do not buffer them",
  about: [
    "Looks at routes whose path has `/events`, `/sse`, `/stream` or `/chat/completions` in it, and that buffer answers.",
    "Whether the service streams there can't be seen in a config, and a service may switch buffering off by itself",
    "(X-Accel-Buffering: no), so it is only for information. A route that sets that header on the request, where nobody",
    "heeds it, and buffers all the same, is a warning: streaming was meant.",
  ].join("\n"),
  for: "gateway",
  needs: {},
  causes: {
    "buffering-breaks-streaming": {
      title: ({ args }) => `Answers of ${args.label} are held back until a buffer is full`,
      meaning:
        "The gateway gathers an answer before it passes it on. Events come late and in bursts, or only at the end, and clients give " +
        "up on a silence that the service did not make.",
      fix: (of) =>
        fix("Pass streamed answers on as they come", [
          configStep(
            of,
            { nginx: "proxy_buffering off; in this location" },
            "Switch buffering off on this route.",
          ),
          "Or make the service send X-Accel-Buffering: no with its streams.",
        ]),
      verify: ({ args }) => [`curl -N ${args.url}`],
      includes: [],
    },
  },
  judge({ gateway }) {
    const findings = gateway.routes.flatMap((route) => {
      const { buffersResponse, protocol, headers } = route.forward;
      const inVain = headers.find(({ name }) => name.toLowerCase() === "x-accel-buffering");
      if (inVain !== undefined && buffersResponse.value) return [onRequest(gateway, route, inVain)];
      if (!STREAM.test(route.label)) return [];
      if (!buffersResponse.value || protocol === "tcp" || protocol === "udp") return [];
      const claim = configClaim(gateway, {
        cause: "buffering-breaks-streaming",
        subject: routeSubject(gateway, route),
        value: buffersResponse.isDefault ? route.location : buffersResponse.location,
        evidence: [`${route.label} buffers answers${buffersResponse.isDefault ? ", as by default" : ""}`],
        args: { label: route.label, url: urlOf(route) },
      });
      return [latent(claim, "info")];
    });
    return conclude(findings, "no route that streams buffers its answers");
  },
});

/** X-Accel-Buffering is a header of answers (ngx_http_upstream_process_buffering). */
function onRequest(gateway: Gateway, route: Route, header: HeaderSetting): Finding {
  const title = `${route.label} buffers its answers: X-Accel-Buffering is set on the request, where it does nothing`;
  const claim = configClaim(gateway, {
    cause: "buffering-breaks-streaming",
    subject: routeSubject(gateway, route),
    value: header.location,
    places: [route.location],
    evidence: [`proxy_set_header adds ${header.name} to the request; nginx reads it in answers alone`],
    args: { label: route.label, url: urlOf(route), title, fix: "proxy_buffering off; in place of that line" },
  });
  return latent(claim);
}

function urlOf({ match }: Route): string {
  return shellQuote(`http://localhost${"path" in match && match.kind !== "regex" ? match.path : "/"}`);
}
