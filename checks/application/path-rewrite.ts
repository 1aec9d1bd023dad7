import { defineCheck, needed, useful } from "../../src/model/check.ts";
import { quoted, routeOf } from "../../src/model/evidence.ts";
import { cure, exchangeSentence } from "../../src/model/exchange.ts";
import { wasTried } from "../../src/model/handshake.ts";
import { claim } from "../../src/testimony/claim.ts";
import { configStep, fix, who } from "../../src/testimony/remedy.ts";
import { curlCommand } from "../../src/testimony/reproduce.ts";
import { eachStep } from "../../src/testimony/steps.ts";
import { conclude, root } from "../../src/testimony/verdict.ts";

export default defineCheck({
  id: "path-rewrite",
  layer: "application",
  since: "0.1.0",
  title: "The path that the gateway makes of the client's path exists on the service",
  about: [
    "Where a route changes the path (a prefix cut, a slash more or less), asks for the changed path, as the gateway does.",
    "404 there alone is no fault. If the experiment asks for the client's own path and gets 2xx or 3xx, the rewrite is",
    "wrong: `path-mismatch`. The reverse mistake, a path that should be rewritten and is not, can't be told from a path",
    "that does not exist.",
  ].join("\n"),
  for: "endpoint",
  needs: { exchanges: needed("exchange"), unrewritten: useful("exchange", "path-rewrite") },
  causes: {
    "path-mismatch": {
      title: (of) =>
        `${of.args.asker} asks for ${of.args.sent}, and the service has ${of.args.wanted}: ${who(of)}`,
      meaning:
        "The gateway changes the path on its way, and the service knows the path as the client asked for it. A slash at " +
        "the end of the upstream's URL is often all there is to it.",
      fix: (of) =>
        fix("Pass the client's path on unchanged", [
          configStep(
            of,
            {
              nginx:
                "proxy_pass http://…; without a path or slash behind the host passes the client's path on as it is",
              caddy: "handle in place of handle_path, or take the rewrite or uri line away",
            },
            "Take the rewrite off this route.",
          ),
          "Or make the service serve the path that the gateway sends.",
        ]),
      verify: ({ args }) => [String(args.curl), String(args.wantedCurl)],
      includes: ["host-header-rejected"],
    },
  },
  judge(look) {
    const { seen, about } = look;
    const findings = eachStep(about, seen.exchanges.filter(wasTried), (exchange) => {
      if (exchange.facts.status !== 404) return [];
      const found = cure(exchange, seen.unrewritten);
      if (found === undefined) return [];
      const route = routeOf(about, exchange);
      const evidence = [exchangeSentence(exchange), exchangeSentence(found)];
      const args = {
        sent: quoted(exchange.request.exchange?.path ?? "", 60),
        wanted: quoted(found.request.exchange?.path ?? "", 60),
        wantedCurl: curlCommand(found.request),
      };
      const value = route?.forward.path.location;
      const own = claim(look, exchange, { cause: "path-mismatch", strength: 0.92, evidence, value, args });
      // It is the route's fault: other routes to the same endpoint may be right.
      return [root(route === undefined ? own : { ...own, subject: { ...own.subject, route: route.id } })];
    });
    return conclude(findings, "no rewritten path is missing");
  },
});
