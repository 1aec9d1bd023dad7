import type { Args } from "../../src/model/check.ts";
import { defineCheck, needed, useful } from "../../src/model/check.ts";
import { duration, shellQuote } from "../../src/model/evidence.ts";
import { denialBehind, denialSentence } from "../../src/testimony/denials.ts";
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
    "as well it is `firewall-blocks`. A denial of the same program and port at that time in the kernel's or the audit log names",
    "the policy (SELinux, AppArmor) and makes it sure; a denial of another program, or without a failure, is not told.",
  ].join("\n"),
  for: "endpoint",
  needs: { connects: needed("connect"), logs: useful("log"), kernel: useful("kernel") },
  causes: {
    "network-policy-blocks": {
      title: (of) => `A policy forbids ${of.args.asker}'s process to connect: ${who(of)}`,
      meaning:
        "The system refuses the connection to the gateway's process and allows it to others. On RHEL and its kin SELinux " +
        "does so until the boolean httpd_can_network_connect is on; in containers it is a policy of the platform.",
      fix: (of) =>
        fix(
          `Allow ${of.args.asker} to make network connections`,
          [stepFor(of.args)],
          of.args.by === "AppArmor"
            ? [`grep -rl ${shellQuote(String(of.args.domain))} /etc/apparmor.d/`]
            : [`setsebool -P ${booleanFor(of.args)} 1`],
        ),
      verify: ({ args }) =>
        args.by === "AppArmor"
          ? ["aa-status", "journalctl -k --grep 'apparmor=.DENIED' -n 5"]
          : [`getsebool ${booleanFor(args)}`, "ausearch -m avc -ts recent"],
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
    const ports = new Set(
      open.flatMap(({ request: { target } }) => (target.kind === "tcp" ? [target.port] : [])),
    );
    const denial = denialBehind(gateway.kind, ports, events, seen.kernel);
    const args =
      denial === undefined ? {} : { by: denial.by, domain: denial.domain ?? "", port: denial.port ?? 0 };
    const claim = logClaim(gateway, events, {
      cause: "network-policy-blocks",
      strength: denial === undefined ? 0.85 : 0.97,
      args,
      ground: "policy:connect",
      subject: about.subject,
      locations: [about.endpoint.location],
    });
    const denied = denial === undefined ? [] : [denialSentence(denial)];
    const evidence = [
      ...events.slice(0, 2).map(loggedSentence),
      ...denied,
      `asked by uhc: ${connectSentence(first)}`,
    ];
    return conclude([forSome(root({ ...claim, evidence }))], "");
  },
});

function stepFor({ by, domain, port }: Args): string {
  if (by === "AppArmor")
    return `AppArmor: add \`network inet stream,\` to the profile ${domain}, and reload it with apparmor_parser -r.`;
  if (by === "SELinux")
    return `SELinux: switch the boolean on; or, to allow port ${port} alone, label it: semanage port -a -t http_port_t -p tcp ${port}.`;
  return "SELinux: switch the boolean on. In a container: look at its seccomp profile and at policies on its cgroup.";
}

/** The web servers' domain has a boolean of its own, and so has HAProxy's (httpd_selinux(8), haproxy_selinux(8)). */
function booleanFor({ domain, kind }: Args): string {
  return domain === "haproxy_t" || (domain === undefined && kind === "haproxy")
    ? "haproxy_connect_any"
    : "httpd_can_network_connect";
}
