import { defineCheck } from "../../src/model/check.ts";
import { configClaim, routeSubject } from "../../src/testimony/config-claim.ts";
import { configStep, fix } from "../../src/testimony/remedy.ts";
import { upstreamsById } from "../../src/testimony/upstreams-by-id.ts";
import { conclude, latent } from "../../src/testimony/verdict.ts";

export default defineCheck({
  id: "retries-safe",
  layer: "config",
  since: "0.1.0",
  title: "No retry repeats a request that must not be repeated",
  about: [
    "Looks for retries that are also allowed for POST, PATCH and LOCK. A service that was only slow then gets the order, the",
    "payment, the message twice. Retries of other methods are left alone, and so is an upstream with one endpoint, where",
    "there is nobody to retry with. Whether the service forgives a second request can't be seen.",
  ].join("\n"),
  for: "gateway",
  needs: {},
  causes: {
    "retry-unsafe": {
      title: ({ args }) =>
        `Requests that change something are sent a second time after ${args.when}: ${args.label}`,
      meaning:
        "After an error or a timeout the gateway sends the same POST or PATCH to the next endpoint. The first one may have done the " +
        "work already, and under load every slow request becomes several.",
      fix: (of) =>
        fix("Retry only requests that may be repeated", [
          configStep(
            of,
            {
              nginx: "proxy_next_upstream error timeout; (without non_idempotent)",
              haproxy: "http-request disable-l7-retry if METH_POST, or retry-on conn-failure",
              caddy: "lb_retry_match { method GET }, or none: then only GET is repeated",
            },
            "Leave unsafe methods out.",
          ),
        ]),
      verify: ({ args }) => [
        args.kind === "nginx"
          ? "grep -E 'POST.*upstream_addr=[^ ]+, ' /var/log/nginx/access.log"
          : "uhc inspect",
      ],
      includes: [],
    },
  },
  judge({ gateway }) {
    const upstreams = upstreamsById(gateway);
    const findings = gateway.routes.flatMap((route) => {
      const { on, attempts } = route.forward.retry;
      const upstream = upstreams.get(route.forward.upstream);
      const hasOthers = (upstream?.endpoints.length ?? 0) > 1 && attempts.value !== 1;
      const when = on.value.filter((one) => one === "timeout" || one === "error" || one === "invalid-header");
      if (!hasOthers || !on.value.includes("unsafe-methods") || when.length === 0) return [];
      const claim = configClaim(gateway, {
        cause: "retry-unsafe",
        subject: routeSubject(gateway, route),
        value: on.location,
        places: [route.location],
        evidence: [`${route.label} retries POST, PATCH and LOCK after ${when.join(", ")}`],
        args: { when: when.join(" or "), label: route.label },
      });
      return [latent(claim)];
    });
    return conclude(findings, "only requests that may be repeated are retried");
  },
});
