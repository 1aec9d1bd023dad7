import type { AdminStart } from "../../src/model/admin.ts";
import { defineCheck, type Finding, needed } from "../../src/model/check.ts";
import type { Gateway } from "../../src/model/config.ts";
import { asker, duration, listed, quoted } from "../../src/model/evidence.ts";
import { adminCommand } from "../../src/testimony/admin-command.ts";
import { forSome } from "../../src/testimony/logged.ts";
import { type Claim, conclude, latent, root } from "../../src/testimony/verdict.ts";

/** A control plane is given so long for its first answer (`initial_fetch_timeout` of a ConfigSource): then Envoy goes on. */
const FIRST_ANSWER_MS = 15_000;

export default defineCheck({
  id: "start-finished",
  layer: "backend",
  since: "0.1.0",
  title: "The gateway has finished its start, and listens wherever it is meant to",
  about: [
    "Reads at Envoy's admin surface whether its start has ended (`/server_info`), what it waits for (`/init_dump`), and which",
    "listeners are configured and not open yet (`/config_dump`, `/listeners`). Until the start has ended no port is open, and a",
    "listener opens only when its routes and secrets are there: clients are refused, whatever the upstreams do. A listener that",
    "waits for less than 15 s is only noted. One that is replaced goes on as it was, and is no matter of this check.",
  ].join("\n"),
  for: "gateway",
  needs: { admin: needed("admin") },
  causes: {},
  judge({ gateway, seen, policy }) {
    const findings = seen.admin.flatMap(({ facts, request }) => {
      const { start } = facts;
      if (start === undefined) return [];
      const told = { gateway, start, place: request.place.text };
      return start.isUnfinished ? [unfinished(told, facts.state ?? "")] : closed(told, policy.now);
    });
    return conclude(findings, "its start has ended, and every listener is open");
  },
});

interface Told {
  readonly gateway: Gateway;
  readonly start: AdminStart;
  readonly place: string;
}

function unfinished({ gateway, start, place }: Told, state: string): Finding {
  const { waits, uptimeMs } = start;
  const targets = waits.flatMap((one) => one.targets);
  const since = uptimeMs === undefined ? "" : `, ${duration(uptimeMs)} after it was started`;
  const claim = claimOf(gateway, place, {
    title: `${asker(gateway)} has not finished its start${targets.length === 0 ? "" : `: it waits for ${names(targets)}`}`,
    evidence: [
      `${asker(gateway)} says at ${place} that it is ${state}${since}: it opens no port before`,
      ...waitSentences(start),
    ],
    // right after a start it may be done in a moment
    strength: uptimeMs === undefined || uptimeMs < FIRST_ANSWER_MS ? 0.75 : 0.93,
    ground: "start",
  });
  return root(claim);
}

function closed({ gateway, start, place }: Told, now: number): readonly Finding[] {
  return start.closed.map(({ name, address, since }) => {
    const own = start.waits.filter(({ who }) => who.includes(name));
    const targets = own.flatMap((one) => one.targets);
    const isOverdue = since !== undefined && now - since > FIRST_ANSWER_MS;
    const claim = claimOf(gateway, place, {
      title: `${asker(gateway)} does not listen on ${address} yet${targets.length === 0 ? "" : `: it waits for ${names(targets)}`}`,
      evidence: [
        `${asker(gateway)} says at ${place} that its listener ${name} on ${address} is warming, and not open${since === undefined ? "" : `, ${duration(now - since)} after its config came`}`,
        ...waitSentences({ waits: own }),
      ],
      strength: isOverdue ? 0.9 : 0.6,
      ground: `listener:${name}`,
    });
    return isOverdue ? forSome(root(claim)) : latent(claim, "info");
  });
}

function names(targets: readonly string[]): string {
  return listed(
    targets.map((name) => quoted(name)),
    2,
  );
}

function waitSentences({ waits }: Pick<AdminStart, "waits">): readonly string[] {
  return waits.slice(0, 3).map(({ who, targets }) => `${who} waits for ${names(targets)}`);
}

interface Said extends Pick<Claim, "evidence" | "strength" | "ground"> {
  readonly title: string;
}

function claimOf(gateway: Gateway, place: string, { title, ...said }: Said): Claim {
  const see = adminCommand(place, "init_dump");
  const args = { kind: gateway.kind, asker: asker(gateway), test: see, taken: "", waits: title, see };
  return { cause: "gateway-not-running", subject: { gateway: gateway.id }, locations: [], ...said, args };
}
