import { defineCheck, needed } from "../../src/model/check.ts";
import { asker, routeOf } from "../../src/model/evidence.ts";
import { exchangeSentence } from "../../src/model/exchange.ts";
import { wasTried } from "../../src/model/handshake.ts";
import { claim } from "../../src/testimony/claim.ts";
import { configStep, fix, who } from "../../src/testimony/remedy.ts";
import { eachStep } from "../../src/testimony/steps.ts";
import { conclude, root } from "../../src/testimony/verdict.ts";

export default defineCheck({
  id: "response-header-size",
  layer: "application",
  since: "0.1.0",
  title: "The response header fits into the gateway's buffer",
  about: [
    "Counts the bytes of status line and headers, and compares them with the largest header that the gateway takes. More",
    "is `response-headers-too-large`. Headers grow with cookies and tokens, so an answer to a user who is logged in may be",
    "too large where this one fits: that can't be seen from here.",
  ].join("\n"),
  for: "endpoint",
  needs: { exchanges: needed("exchange") },
  causes: {
    "response-headers-too-large": {
      title: (of) =>
        `The response header has ${of.args.bytes} bytes, but ${of.args.asker} accepts only ${of.args.limit}: ${who(of)}`,
      meaning:
        "The gateway reads the header of an answer into a buffer of fixed size, and turns an answer whose header does not " +
        "fit into an error of its own. Large cookies and tokens are the usual reason.",
      fix: (of) =>
        fix("Make the header smaller, or the gateway's buffer for it larger", [
          configStep(
            of,
            {
              caddy: `max_response_header ${of.args.wanted}KiB in transport http`,
              nginx: `${of.args.family}_buffer_size ${of.args.wanted}k;${of.args.family === "grpc" ? "" : ` ${of.args.family}_buffers 8 ${of.args.wanted}k; ${of.args.family}_busy_buffers_size ${of.args.busy}k;`}`,
            },
            `Make the gateway take response headers of at least ${of.args.wanted} KiB.`,
          ),
          "Find out which header is so large (often Set-Cookie or a content security policy), and whether it has to be.",
        ]),
      verify: ({ args }) => [
        `${String(args.curl).replace("-sv -o /dev/null", "-s -o /dev/null -D -")} | wc -c`,
      ],
      includes: ["application-error"],
    },
  },
  judge(look) {
    const { seen, about, gateway } = look;
    const asked = seen.exchanges.filter(wasTried);
    const findings = eachStep(about, asked, (exchange) => {
      const limit = exchange.request.limits.responseHeaderBytes;
      const bytes = exchange.facts.headerBytes;
      if (limit === undefined || bytes <= limit || exchange.facts.status === undefined) return [];
      const evidence = [
        `${exchangeSentence(exchange)}, its header has ${bytes} bytes; ${asker(gateway)} takes ${limit}`,
        ...largest(exchange.facts.headers),
      ];
      const value = routeOf(about, exchange)?.forward.responseHeaderBytes.location;
      const wanted = 2 ** Math.ceil(Math.log2(Math.max(bytes * 1.5, 8192) / 1024));
      const args = { bytes, limit, wanted, busy: wanted * 2 };
      return [
        root(
          claim(look, exchange, {
            cause: "response-headers-too-large",
            strength: 0.97,
            evidence,
            value,
            args,
          }),
        ),
      ];
    });
    const most = Math.max(0, ...asked.map((each) => each.facts.headerBytes));
    return conclude(findings, `response headers fit (largest ${most} bytes)`);
  },
});

/** Names and sizes alone: the values are cookies and tokens. */
function largest(headers: readonly (readonly [name: string, value: string])[]): readonly string[] {
  const [name, value] = [...headers].sort((one, other) => other[1].length - one[1].length)[0] ?? [];
  return name === undefined || value === undefined
    ? []
    : [`the largest is ${name} with ${value.length} bytes`];
}
