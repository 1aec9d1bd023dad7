import { defineCheck, type Finding } from "../../src/model/check.ts";
import type { Gateway, RequestLimit } from "../../src/model/config.ts";
import { configClaim } from "../../src/testimony/config-claim.ts";
import { isSharedKey } from "../../src/testimony/limit-key.ts";
import { conclude, latent } from "../../src/testimony/verdict.ts";

/** The name of a variable without its dollar sign, which makes it a text like any other. */
const FORGOTTEN = /^(?:binary_remote_addr|remote_addr|realip_remote_addr|http_\w+|arg_\w+|cookie_\w+)$/;

export default defineCheck({
  id: "limits-tell-themselves",
  layer: "config",
  since: "0.1.0",
  title: "What the gateway's own limits refuse can be told from a dead upstream",
  about: [
    "Looks at the gateway's own limits on requests and connections. With 503, nginx's default, what they turn away looks in",
    "every graph like an upstream that is down; most configs leave it so, and it is only for information. A limit whose key",
    "is the same for every client (the server's name, a plain text) is one for all of them together: a warning for rates and",
    "for the name of a variable without its `$`; for connections, and for other texts, it is most likely meant. A limit with a",
    "map or a variable of its own for its key is left alone, and so is a client's address behind a load balancer: whether one",
    "stands in front can't be seen.",
  ].join("\n"),
  for: "gateway",
  needs: {},
  causes: {},
  judge({ gateway }) {
    const limits = gateway.limits ?? [];
    return conclude(
      limits.flatMap((limit) => [...disguised(gateway, limit), ...shared(gateway, limit)]),
      "no limit of the gateway can be mistaken for a dead upstream",
    );
  },
});

function disguised(gateway: Gateway, limit: RequestLimit): readonly Finding[] {
  if (limit.status.value !== 503 || !limit.status.isDefault) return [];
  const claim = configClaim(gateway, {
    cause: "gateway-limits-requests",
    subject: { gateway: gateway.id },
    value: limit.location,
    ground: "limits-answer-503",
    evidence: [`the limit on ${limit.kind} "${limit.zone}" answers 503 to what it refuses`],
    args: {
      fix: "Give limits a status of their own (nginx: limit_req_status 429; limit_conn_status 429;)",
      title: "What the gateway's own limits refuse gets 503, as if the upstream were down",
      zone: limit.zone,
      path: "error.log",
    },
  });
  return [latent(claim, "info")];
}

function shared(gateway: Gateway, limit: RequestLimit): readonly Finding[] {
  const { key } = limit;
  if (key === undefined || !isSharedKey(key.value)) return [];
  const claim = configClaim(gateway, {
    cause: "gateway-limits-requests",
    subject: { gateway: gateway.id },
    value: key.location,
    places: [limit.location],
    evidence: [
      `${key.value} is the same for every client${FORGOTTEN.test(key.value) ? ": it is a plain text without its $" : ""}`,
    ],
    args: {
      fix: "Count by client: $binary_remote_addr, and behind a load balancer its real_ip",
      title: `All clients share the one limit "${limit.zone}": its key is ${key.value}`,
      zone: limit.zone,
      path: "error.log",
    },
  });
  // the manual limits whole servers so; a rate for all of them together lets one client starve the others
  const isMeant = limit.kind === "connections" || (!key.value.startsWith("$") && !FORGOTTEN.test(key.value));
  return [latent(claim, isMeant ? "info" : "warning")];
}
