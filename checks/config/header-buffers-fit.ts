import { defineCheck } from "../../src/model/check.ts";
import { configClaim, routeSubject } from "../../src/testimony/config-claim.ts";
import { conclude, latent } from "../../src/testimony/verdict.ts";

/** What nginx takes by itself: a page of memory. */
const USUAL_BYTES = 4096;

export default defineCheck({
  id: "header-buffers-fit",
  layer: "config",
  since: "0.1.0",
  title: "The buffer for response headers is not made smaller than it usually is",
  about: [
    "The header of an answer has to fit into one buffer (`proxy_buffer_size` and its kin), or the request is answered 502",
    "(`upstream sent too big header`). Fires where the config makes that buffer smaller than the usual 4 KiB: cookies and",
    "tokens of logged-in users are often larger than what is left. How large the service's headers are can't be seen here.",
  ].join("\n"),
  for: "gateway",
  needs: {},
  // The cause is owned by the check that sees it happen.
  causes: {},
  judge({ gateway }) {
    const findings = gateway.routes.flatMap((route) => {
      const { responseHeaderBytes, protocol } = route.forward;
      const { value, isDefault, location } = responseHeaderBytes;
      if (isDefault || value === 0 || value >= USUAL_BYTES || protocol === "tcp" || protocol === "udp")
        return [];
      const claim = configClaim(gateway, {
        cause: "response-headers-too-large",
        subject: routeSubject(gateway, route),
        value: location,
        places: [route.location],
        evidence: [`${route.label} takes response headers of ${value} bytes at most`],
        args: {
          title: `An answer with more than ${value} bytes of headers is a 502 on ${route.label}`,
          fix: "Take the line out, or give the buffer 8k or 16k",
          verify: "curl -sD - -o /dev/null http://localhost/ | wc -c",
        },
      });
      return [latent(claim)];
    });
    return conclude(findings, "no buffer for headers is smaller than usual");
  },
});
