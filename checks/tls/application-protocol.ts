import { defineCheck, needed, useful } from "../../src/model/check.ts";
import { alike, asker, routeOf } from "../../src/model/evidence.ts";
import { alertFrom, finished, handshakeSentence } from "../../src/model/handshake.ts";
import { claim } from "../../src/testimony/claim.ts";
import { fix, who } from "../../src/testimony/remedy.ts";
import { withFlag } from "../../src/testimony/reproduce.ts";
import { eachStep } from "../../src/testimony/steps.ts";
import { conclude, root } from "../../src/testimony/verdict.ts";

export default defineCheck({
  id: "application-protocol",
  layer: "tls",
  since: "0.1.0",
  title: "Gateway and service have an application protocol in common (ALPN)",
  about: [
    "Offers the application protocols that the gateway offers. Alert 120 (no_application_protocol, RFC 7301 section 3.2)",
    "is `tls-alpn-mismatch`. The experiment offers h2 and http/1.1, for the fix. A server that ignores the list",
    "and goes on is no finding: what it then speaks is judged by its answer.",
  ].join("\n"),
  for: "endpoint",
  needs: { handshakes: needed("handshake"), otherProtocol: useful("handshake", "alpn") },
  causes: {
    "tls-alpn-mismatch": {
      title: (of) =>
        `No application protocol (ALPN) in common with ${who(of)}: ${of.args.asker} offers ${of.args.offered}`,
      meaning:
        "In the client hello the gateway lists the protocols that it will speak inside TLS (`h2`, `http/1.1`), and the " +
        "service speaks none of them. Typical: gRPC to a server without HTTP/2, or HTTP/1.1 to a server of HTTP/2 alone.",
      fix: (of) =>
        fix(`Speak ${of.args.taken || "the protocol that the service speaks"} inside TLS`, [
          of.args.family === "grpc"
            ? "The route speaks gRPC, which needs h2: turn HTTP/2 on at the service, or proxy plain HTTP to it."
            : "Turn on, at the service, a protocol that the gateway offers; or make the gateway offer h2.",
        ]),
      verify: ({ args }) => [withFlag(args.openssl, `-alpn ${args.alpn}`)],
      includes: ["http-version-mismatch"],
    },
  },
  judge(look) {
    const { seen, about, gateway } = look;
    const findings = eachStep(about, seen.handshakes, (handshake) => {
      if (alertFrom(handshake) !== 120) return [];
      const offered = handshake.request.tls?.alpn ?? [];
      const taken = finished(alike(handshake, seen.otherProtocol));
      const sentences = taken === undefined ? [handshake] : [handshake, taken];
      const evidence = sentences.map((each) => handshakeSentence(each, asker(gateway)));
      const value = routeOf(about, handshake)?.forward.tls?.alpn.location;
      const alpn = offered.map((name) => name.replace(/[^A-Za-z0-9./-]/g, "")).join(",") || "http/1.1";
      const args = { offered: offered.join(", ") || "none", alpn, taken: taken?.request.tls?.alpn[0] ?? "" };
      const strength = offered.length === 0 && taken === undefined ? 0.85 : 0.97;
      return [root(claim(look, handshake, { cause: "tls-alpn-mismatch", strength, evidence, value, args }))];
    });
    return conclude(findings, "no handshake fails over the application protocol");
  },
});
