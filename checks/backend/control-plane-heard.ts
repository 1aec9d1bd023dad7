import { defineCheck, type Finding, needed } from "../../src/model/check.ts";
import type { Gateway } from "../../src/model/config.ts";
import { asker, listed, quoted } from "../../src/model/evidence.ts";
import type { ObservationOf } from "../../src/model/observation.ts";
import { adminCommand } from "../../src/testimony/admin-command.ts";
import { forSome } from "../../src/testimony/logged.ts";
import { fix } from "../../src/testimony/remedy.ts";
import { type Claim, conclude, contributing, root } from "../../src/testimony/verdict.ts";

export default defineCheck({
  id: "control-plane-heard",
  layer: "backend",
  since: "0.1.0",
  title: "The gateway hears its control plane, and takes what it says",
  about: [
    "Reads at the gateway's admin surface what became of its control plane. No open connection to it, where one is configured,",
    "is `discovery-stale`: the endpoints are those of the last update. An update that the gateway refused, with its reason, is",
    "`config-reload-failed`: what it was to change has no effect. A control plane that is only slow is not seen here.",
  ].join("\n"),
  for: "gateway",
  needs: { admin: needed("admin") },
  causes: {
    "discovery-stale": {
      title: ({ args }) =>
        `${args.asker} has no connection to its control plane: its endpoints are those of the last update`,
      meaning:
        "The gateway keeps using the endpoints that it was given last. Instances that are gone since then are still asked, and " +
        "new ones are not known.",
      fix: (of) =>
        fix(
          "Bring the control plane back, or the way to it",
          [
            "Look at the endpoint of the control plane's own upstream in this report: it is asked like any other.",
            "Until then the gateway serves with what it knows; a restart would leave it with nothing.",
          ],
          [String(of.args.see)],
        ),
      verify: ({ args }) => [String(args.see)],
      includes: [],
    },
  },
  judge({ gateway, seen }) {
    const findings = seen.admin.flatMap((told) => [
      ...notConnected(gateway, told),
      ...refused(gateway, told),
    ]);
    return conclude(findings, "the control plane is heard, and none of its updates was refused");
  },
});

type Told = ObservationOf<"admin">;

function notConnected(gateway: Gateway, { facts, request }: Told): readonly Finding[] {
  if (facts.control?.isConnected !== false) return [];
  const { text } = request.place;
  const claim = adminClaim(gateway, {
    cause: "discovery-stale",
    strength: 0.9,
    ground: "control-plane",
    evidence: [`control_plane.connected_state is 0 at ${text}`],
    args: { see: adminCommand(text, "stats?filter=control_plane") },
  });
  return [contributing(claim)];
}

function refused(gateway: Gateway, { facts, request }: Told): readonly Finding[] {
  const updates = facts.control?.refused ?? [];
  const [first] = updates;
  if (first === undefined) return [];
  const { text } = request.place;
  const says = `${asker(gateway)} says at ${text} that it refused an update of the`;
  const claim = adminClaim(gateway, {
    cause: "config-reload-failed",
    strength: 0.93,
    ground: "control-plane-update",
    evidence: updates
      .slice(0, 3)
      .map(({ what, name, details }) => `${says} ${what} ${name}: ${quoted(details, 200)}`),
    args: {
      isNow: 1,
      test: `${adminCommand(text, "config_dump")} | grep -A5 error_state`,
      message: quoted(first.details, 120),
      last: "",
      names: listed(updates.map(({ name }) => name)),
    },
  });
  return [forSome(root(claim))];
}

function adminClaim(gateway: Gateway, of: Omit<Claim, "subject" | "locations">): Claim {
  const args = { kind: gateway.kind, asker: asker(gateway), file: gateway.mainFile, line: 0, ...of.args };
  return { ...of, subject: { gateway: gateway.id }, locations: [], args };
}
