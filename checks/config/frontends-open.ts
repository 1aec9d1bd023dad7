import type { AdminFrontend } from "../../src/model/admin.ts";
import { defineCheck, type Finding, needed } from "../../src/model/check.ts";
import type { Gateway } from "../../src/model/config.ts";
import { asker } from "../../src/model/evidence.ts";
import type { ObservationOf } from "../../src/model/observation.ts";
import { forSome, logClaim } from "../../src/testimony/logged.ts";
import { runtimeCommand } from "../../src/testimony/runtime-command.ts";
import { conclude, root, skip } from "../../src/testimony/verdict.ts";

export default defineCheck({
  id: "frontends-open",
  layer: "config",
  since: "0.1.0",
  title: "The frontends of the gateway take connections",
  about: [
    "Reads from HAProxy's own statistics how its frontends are. One that holds as many connections as its `maxconn` lets it makes",
    "new clients wait in the kernel: `worker-connections-exhausted`. One that is PAUSED or STOP takes none: somebody disabled it",
    "at run time, or it was shut down: `gateway-not-running`, for that frontend alone. Frontends that the config",
    "leads nowhere, or does not have, are left alone, as is a process that is about to end.",
  ].join("\n"),
  for: "gateway",
  needs: { admin: needed("admin") },
  causes: {},
  judge({ gateway, seen }) {
    const told = seen.admin.filter(({ facts }) => facts.process?.isStopping !== true);
    if (told.every(({ facts }) => facts.frontends === undefined))
      return skip("the gateway says nothing of its frontends");
    const findings = told.flatMap((one) =>
      (one.facts.frontends ?? []).flatMap((frontend) => judgeOne(gateway, frontend, one)),
    );
    return conclude(findings, "all frontends are open");
  },
});

function judgeOne(
  gateway: Gateway,
  frontend: AdminFrontend,
  { request }: ObservationOf<"admin">,
): readonly Finding[] {
  const { name, state, connections } = frontend;
  const route = gateway.routes.find(({ label }) => label === name || label.startsWith(`${name} `));
  if (route === undefined || state === "open") return [];
  const place = request.place.text;
  const who = asker(gateway);
  const isFull = state === "full";
  const claim = logClaim(gateway, [], {
    cause: isFull ? "worker-connections-exhausted" : "gateway-not-running",
    strength: 0.9,
    ground: `frontend:${name}`,
    locations: [route.location],
    args: {
      isNow: 1,
      title: isFull
        ? `The frontend ${name} is at its limit of ${connections.most} connections`
        : `The frontend ${name} is switched off: ${who} takes no connections on it`,
      start: `Switch it on again: enable frontend ${name} over the stats socket (one that was shut down needs a restart)`,
      ...(place.startsWith("unix:") && { see: runtimeCommand(place, "show stat") }),
    },
  });
  const { file, line } = route.location;
  const said = isFull
    ? `${who} says at ${place}: the frontend ${name} of ${file}:${line} has ${connections.now} connections of at most ${connections.most}`
    : `${who} says at ${place}: the frontend ${name} of ${file}:${line} takes no connections (PAUSED or STOP)`;
  return [{ ...forSome(root({ ...claim, evidence: [said] })), standsAlone: true }];
}
