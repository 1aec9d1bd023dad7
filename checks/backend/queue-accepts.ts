import { defineCheck, useful } from "../../src/model/check.ts";
import { forSome, logClaim, loggedAs } from "../../src/testimony/logged.ts";
import { ownerText } from "../../src/testimony/owner-text.ts";
import { ownersAt, type PlaceHere } from "../../src/testimony/owners-at.ts";
import { pathClaim } from "../../src/testimony/path-claim.ts";
import { peersOf } from "../../src/testimony/peers.ts";
import { fix, who } from "../../src/testimony/remedy.ts";
import { eachStep } from "../../src/testimony/steps.ts";
import { conclude, root } from "../../src/testimony/verdict.ts";

export default defineCheck({
  id: "queue-accepts",
  layer: "backend",
  since: "0.1.0",
  title: "The service accepts connections as fast as they come",
  about: [
    "A unix socket whose queue of waiting connections is full says so at once (EAGAIN), to uhc or in the gateway's log; bursts",
    "are seen in the log alone. Over TCP a full queue is silence. Where the endpoint is on this host, the list of its sockets",
    "shows how many wait and how many may: more than the backlog is a full queue. Without the backlog (no `ss`), waiting",
    "connections count together with overflows that the kernel counts meanwhile. On another host it is `connect-timeout`.",
  ].join("\n"),
  for: "endpoint",
  needs: {
    connects: useful("connect"),
    logs: useful("log"),
    listeners: useful("listeners"),
    kernel: useful("kernel"),
  },
  causes: {
    "service-overloaded": {
      title: (of) => `The service does not accept connections fast enough: ${who(of)}`,
      meaning:
        "Connections wait in the kernel until the service accepts them, and that queue is full: all workers are busy or stuck, " +
        "or the queue is too short for bursts.",
      fix: (of) =>
        fix(
          `Give the service behind ${of.args.endpoint} more workers, or find what holds them`,
          [
            "php-fpm: pm.max_children and listen.backlog; gunicorn: workers and backlog; and net.core.somaxconn bounds them all.",
            "Workers that wait for a database or another service fill the queue too: look at what they do.",
          ],
          [of.args.isTcp === 1 ? "ss -ltnp" : "ss -lx", "sysctl net.core.somaxconn"],
        ),
      verify: ({ args }) =>
        args.isTcp === 1
          ? [`ss -ltn 'sport = :${args.port}'`, "nstat -az TcpExtListenOverflows"]
          : ["ss -lx | awk '$3 > $4'"],
      includes: ["connect-timeout"],
      leadsTo: ["connection-closed-early", "connection-reset"],
    },
  },
  judge(look) {
    const { about, gateway, seen } = look;
    const cause = "service-overloaded";
    const overflows = Math.max(0, ...seen.kernel.map(({ facts }) => facts.listenOverflows ?? 0));
    const full = eachStep(about, seen.connects, (connect) => {
      if (connect.outcome.code === "EAGAIN")
        return [root(pathClaim(look, connect, { cause, strength: 0.92 }))];
      if (connect.outcome.kind !== "timed-out") return [];
      const queue = fullQueue(ownersAt(connect.request.target, seen.listeners), overflows);
      return queue === undefined
        ? []
        : [root(pathClaim(look, connect, { cause, ...queue, args: { isTcp: 1 } }))];
    });
    const peers = peersOf(about, seen.connects);
    const events = loggedAs(seen.logs, ["socket-backlog-full"], ({ peer }) => peers.has(peer ?? ""));
    if (events.length === 0) return conclude(full, "no connection was turned away for a full queue");
    const { subject } = about;
    const args = { endpoint: about.endpoint.endpoint };
    const ground = `endpoint:${about.endpoint.endpoint}`;
    const logged = forSome(
      root(
        logClaim(gateway, events, {
          cause,
          strength: 0.9,
          ground,
          subject,
          args,
          locations: [about.endpoint.location],
        }),
      ),
    );
    return conclude([...full, logged], "");
  },
});

/** What shows that the queue of a socket of this host is full: `backlog` of them may wait, and one more. */
function fullQueue(place: PlaceHere | undefined, overflows: number) {
  const counted =
    overflows > 0 ? [`the kernel counted ${overflows} overflows of accept queues meanwhile`] : [];
  for (const { waiting, backlog, owner } of place?.owners ?? []) {
    const whose = owner === undefined ? "" : ` of ${ownerText(owner)}`;
    if (backlog !== undefined && waiting > backlog)
      return {
        strength: 0.95,
        evidence: [
          `${waiting} connections wait in the queue${whose}, which holds ${backlog} and one more`,
          ...counted,
        ],
      };
    if (backlog === undefined && waiting > 0 && overflows > 0)
      return { strength: 0.85, evidence: [`${waiting} connections wait in the queue${whose}`, ...counted] };
  }
  return undefined;
}
