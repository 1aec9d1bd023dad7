import { defineCheck, useful } from "../../src/model/check.ts";
import { forSome, logClaim, loggedAs } from "../../src/testimony/logged.ts";
import { pathClaim } from "../../src/testimony/path-claim.ts";
import { peersOf } from "../../src/testimony/peers.ts";
import { fix, who } from "../../src/testimony/remedy.ts";
import { eachStep } from "../../src/testimony/steps.ts";
import { conclude, root } from "../../src/testimony/verdict.ts";

export default defineCheck({
  id: "queue-accepts",
  layer: "backend",
  since: "0.1.0",
  title: "The service takes connections as fast as they come",
  about: [
    "A unix socket whose queue of waiting connections is full says so at once (EAGAIN), to uhc or in the gateway's log; bursts",
    "are seen in the log alone. Over TCP a full queue is silence, and can't be told from a rule that drops without a look",
    "at the service's host: that is `connect-timeout`.",
  ].join("\n"),
  for: "endpoint",
  needs: { connects: useful("connect"), logs: useful("log") },
  causes: {
    "service-overloaded": {
      title: (of) => `The service does not take its connections fast enough: ${who(of)}`,
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
          ["ss -lx", "sysctl net.core.somaxconn"],
        ),
      verify: () => ["ss -lx | awk '$3 > $4'"],
      includes: [],
    },
  },
  judge(look) {
    const { about, gateway, seen } = look;
    const cause = "service-overloaded";
    const full = eachStep(about, seen.connects, (connect) =>
      connect.outcome.code === "EAGAIN" ? [root(pathClaim(look, connect, { cause, strength: 0.92 }))] : [],
    );
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
