import { defineCheck, needed, useful } from "../../src/model/check.ts";
import { duration } from "../../src/model/evidence.ts";
import { forSome, logClaim, loggedAs, loggedSentence } from "../../src/testimony/logged.ts";
import { connectSentence } from "../../src/testimony/path-claim.ts";
import { peersOf } from "../../src/testimony/peers.ts";
import { fix, who } from "../../src/testimony/remedy.ts";
import { conclude, root } from "../../src/testimony/verdict.ts";

export default defineCheck({
  id: "policy-allows",
  layer: "network",
  since: "0.1.0",
  title: "No security policy keeps the gateway's own process from connecting",
  about: [
    'The gateway\'s log says "permission denied" for a TCP address to which uhc connects without trouble: then the difference',
    "is who asks, and that is what SELinux, AppArmor, seccomp and policies bound to a cgroup look at. Where uhc is refused",
    "as well it is `firewall-blocks`. The policy itself is not read.",
  ].join("\n"),
  for: "endpoint",
  needs: { connects: needed("connect"), logs: useful("log") },
  causes: {
    "network-policy-blocks": {
      title: (of) => `A policy forbids ${of.args.asker}'s process to connect: ${who(of)}`,
      meaning:
        "The system refuses the connection to the gateway's process and allows it to others. On RHEL and its kin SELinux " +
        "does so until the boolean httpd_can_network_connect is on; in containers it is a policy of the platform.",
      fix: (of) =>
        fix(
          `Allow ${of.args.asker} to make network connections`,
          [
            "SELinux: switch the boolean on. In a container: look at its seccomp profile and at policies on its cgroup.",
          ],
          ["setsebool -P httpd_can_network_connect 1"],
        ),
      verify: () => ["getsebool httpd_can_network_connect", "ausearch -m avc -ts recent"],
      includes: [],
    },
  },
  judge({ about, gateway, seen }) {
    const open = seen.connects.filter(
      ({ outcome, request }) => outcome.kind === "answered" && request.target.kind === "tcp",
    );
    const peers = peersOf(about, open);
    const events = loggedAs(seen.logs, ["connect-denied", "connect-not-permitted"], ({ peer }) =>
      peers.has(peer ?? ""),
    );
    const [first] = open;
    if (events.length === 0 || first === undefined)
      return conclude(
        [],
        first === undefined
          ? "no connection to compare with"
          : `uhc connects in ${duration(first.durationMs)}, and the log holds no refusal`,
      );
    const claim = logClaim(gateway, events, {
      cause: "network-policy-blocks",
      strength: 0.85,
      ground: "policy:connect",
      subject: about.subject,
      locations: [about.endpoint.location],
    });
    const evidence = [...events.slice(0, 2).map(loggedSentence), `asked by uhc: ${connectSentence(first)}`];
    return conclude([forSome(root({ ...claim, evidence }))], "");
  },
});
