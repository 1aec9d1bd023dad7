import { defineCheck, needed, useful } from "../../src/model/check.ts";
import { shellQuote } from "../../src/model/evidence.ts";
import { fix } from "../../src/testimony/remedy.ts";
import { managerOf } from "../../src/testimony/service-manager.ts";
import { endsAt, unitClaim } from "../../src/testimony/unit-claim.ts";
import { storyOf } from "../../src/testimony/unit-story.ts";
import { unitNames } from "../../src/testimony/unit-text.ts";
import { conclude, skip } from "../../src/testimony/verdict.ts";

/** What a service that is gone leaves behind at its place. */
const FOLLOWS = [
  "port-refused",
  "unix-socket-missing",
  "connection-closed-early",
  "connection-reset",
] as const;

export default defineCheck({
  id: "unit-runs",
  layer: "backend",
  since: "0.1.0",
  title: "The unit of the service behind the endpoint runs",
  about: [
    "Where a place of this host refuses or drops connections, or the log says that it did: asks systemd for the unit in which",
    "the listener runs, or, where nothing listens, for the one unit whose socket, options or variables name that place, and for",
    "the end of its journal. A unit that is dead is `service-not-running`, one that keeps starting and exiting",
    "`service-crash-loop`, one that systemd ends before it is up, or for its watchdog, `liveness-kills-service`. Where several",
    "units name the place none is accused. A service that is no unit, or whose place stands in a file of its own, can't be found.",
  ].join("\n"),
  for: "endpoint",
  needs: { units: needed("unit"), connects: useful("connect"), logs: useful("log") },
  causes: {
    "service-not-running": {
      title: ({ args }) => `${args.unit} (${args.place}) is not running: ${args.why}`,
      meaning:
        "The service manager of the host knows the service, and says that it is stopped or has failed. Whatever the gateway " +
        "sees at its address follows from that.",
      fix: ({ args }) =>
        fix(
          `Start ${args.unit}, and make sure that it stays up`,
          [
            ...(args.advice === "" ? [] : [String(args.advice)]),
            ...(args.isDisabled === 1 ? ["It is not enabled, so it does not start with the host."] : []),
          ],
          [
            ...managerOf(args).start(String(args.quoted)),
            ...(args.isDisabled === 1 ? [`systemctl enable ${args.quoted}`] : []),
          ],
        ),
      verify: ({ args }) => [
        managerOf(args).state(String(args.quoted)),
        managerOf(args).readJournal(String(args.quoted)),
      ],
      includes: [],
      leadsTo: FOLLOWS,
    },
    "service-crash-loop": {
      title: ({ args }) => `${args.unit} (${args.place}) keeps starting and exiting: ${args.why}`,
      meaning:
        "The service manager restarts the service whenever it ends, and it does not stay up. Between two starts nothing " +
        "listens. After too many starts in a short time systemd gives up.",
      fix: ({ args }) =>
        fix(
          `Find in its ${managerOf(args).journal} why ${args.unit} ends`,
          [...(args.advice === "" ? [] : [String(args.advice)]), "Once that is fixed, start it again."],
          [managerOf(args).readJournal(String(args.quoted)), ...managerOf(args).restart(String(args.quoted))],
        ),
      verify: ({ args }) => [managerOf(args).state(String(args.quoted))],
      includes: ["service-not-running"],
      leadsTo: FOLLOWS,
    },
    "liveness-kills-service": {
      title: ({ args }) => `systemd ends ${args.unit} (${args.place}): ${args.why}`,
      meaning:
        "The service does not end by itself: its supervisor ends it, because it is not up in time or does not report that it " +
        "lives. A service that is slow to start never comes up this way.",
      fix: ({ args }) =>
        fix(
          `Give ${args.unit} the time it needs, or find what it waits for`,
          [String(args.advice)],
          [`systemctl edit ${args.quoted}`, `systemctl restart ${args.quoted}`],
        ),
      verify: ({ args }) => [
        `systemctl show -p Result -p TimeoutStartUSec -p WatchdogUSec ${args.quoted}`,
        `journalctl --unit ${args.quoted} -n 50`,
      ],
      includes: ["service-not-running", "service-crash-loop"],
      leadsTo: FOLLOWS,
    },
  },
  judge(look) {
    const { seen, about, policy } = look;
    const own = seen.units.filter(({ request }) => !("program" in request.place));
    const asked = own.filter(({ outcome }) => outcome.kind === "answered");
    if (asked.length === 0) return skip(own[0]?.outcome.reason ?? "nobody asked");
    const findings = asked.flatMap((one) => {
      const [unit, other] = one.facts.units;
      // Two that name one place: a copy that was left, or a port in another namespace. Neither is accused.
      if (unit === undefined || other !== undefined) return [];
      const end = endsAt(about, seen);
      const more = { quoted: shellQuote(unit.name) };
      return storyOf(unit, end, policy.now).map((story) => unitClaim(unit, story)(look, one, more));
    });
    const known = asked.flatMap(({ facts }) => facts.units);
    if (known.length === 0) return conclude([], "no unit of this host names this place");
    return conclude(findings, `${unitNames(known)}: nothing there explains a failure`);
  },
});
