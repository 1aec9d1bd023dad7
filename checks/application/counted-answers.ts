import { defineCheck, needed, useful } from "../../src/model/check.ts";
import { asker, endpointGround, places } from "../../src/model/evidence.ts";
import { liveness } from "../../src/model/liveness.ts";
import type { ObservationOf } from "../../src/model/observation.ts";
import { reportedPeers } from "../../src/model/reported-peers.ts";
import { loggedArgs } from "../../src/testimony/logged-args.ts";
import { peersOf } from "../../src/testimony/peers.ts";
import { testCommand } from "../../src/testimony/problem.ts";
import { conclude, root, skip } from "../../src/testimony/verdict.ts";

/** Counters hold no times: a few errors after a reload may be a scanner's. */
const ENOUGH = 5;

export default defineCheck({
  id: "counted-answers",
  layer: "application",
  since: "0.1.0",
  title: "The gateway has counted answers of the service that are no errors",
  about: [
    "Where nobody asked the endpoint, or a check alone did and passed: reads the gateway's own counters of what clients got from",
    "it (HAProxy: `hrsp_5xx` and its kin in `show stat`, which leave out what HAProxy made itself). Five answers at least, and",
    "every single one 5xx, are `application-error`. Counters hold no times, so one other answer since they began is reason",
    "enough to say nothing.",
  ].join("\n"),
  for: "endpoint",
  needs: { admin: needed("admin"), connects: useful("connect"), exchanges: useful("exchange") },
  causes: {},
  judge(look) {
    const { gateway, about, seen, policy } = look;
    const isGreen = (one: ObservationOf<"exchange">): boolean =>
      one.outcome.kind === "not-tried" ||
      (one.request.exchange?.purpose === "declared-check" && liveness(one, policy).alive === true);
    if (!seen.exchanges.every(isGreen)) return skip("the endpoint itself was asked");
    const { endpoint, upstream } = about;
    const addresses = peersOf(about, seen.connects);
    const of = { upstream: upstream.name, endpoint: endpoint.endpoint, alias: endpoint.alias, addresses };
    const [peer] = reportedPeers(seen.admin, of);
    const { errors = 0, others = 0 } = peer?.answers ?? {};
    const told = `${asker(gateway)} has counted ${errors} answers with 5xx from it, and ${others} others`;
    if (peer?.state !== "up" || errors < ENOUGH || others > 0) return conclude([], told);
    const place = seen.admin[0]?.request.place.text ?? "";
    const locations = places(undefined, endpoint, about.routes[0]);
    const event = { event: "access-5xx", peer: peer.endpoint, errno: undefined, detail: undefined };
    const finding = root({
      cause: "application-error",
      strength: 0.85,
      subject: about.subject,
      ground: endpointGround(endpoint),
      locations,
      evidence: [`${told}, since it began to count (${place})`],
      args: {
        ...{ kind: gateway.kind, asker: asker(gateway), test: testCommand(gateway) },
        ...{ file: locations[0]?.file ?? "", line: locations[0]?.line ?? 0 },
        ...loggedArgs(look, event),
        ...{ status: "5xx", isGateway: 0 },
      },
    });
    return conclude([{ ...finding, standsAlone: true }], told);
  },
});
