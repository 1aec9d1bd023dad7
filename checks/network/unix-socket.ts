import { defineCheck, useful } from "../../src/model/check.ts";
import { asker, shellQuote } from "../../src/model/evidence.ts";
import type { ObservationOf } from "../../src/model/observation.ts";
import type { EndpointLook } from "../../src/testimony/claim.ts";
import { ownerText } from "../../src/testimony/owner-text.ts";
import { connectSentence, pathClaim } from "../../src/testimony/path-claim.ts";
import { fix, who } from "../../src/testimony/remedy.ts";
import { against, conclude, pass, root, skip } from "../../src/testimony/verdict.ts";

type File = ObservationOf<"file">;
type Connect = ObservationOf<"connect">;

export default defineCheck({
  id: "unix-socket",
  layer: "network",
  since: "0.1.0",
  title: "The socket exists, and the gateway's workers may open it",
  about: [
    "Connects to the unix socket, and looks at the modes along its path for the account of the gateway's workers: root may",
    "open what they may not, so uhc's own connection proves nothing about them, in either direction. Where the",
    "account is not known, or uhc may not look, only its own connection counts, with less certainty. A socket file without",
    "a listener is `port-refused`, a full queue `service-overloaded`. Access lists and SELinux are not seen.",
    "Where the file is missing, the kernel's own list tells whether somebody listens on this path in another mount namespace.",
  ].join("\n"),
  for: "endpoint",
  needs: { connects: useful("connect"), files: useful("file") },
  causes: {
    "unix-socket-missing": {
      title: (of) =>
        of.args.hidden === "namespace"
          ? `The socket of ${who(of)} lies where only its service sees it`
          : `The socket of ${who(of)} does not exist`,
      meaning:
        "No file lies at the path that the gateway connects to: the service does not run, puts its socket elsewhere, or " +
        "puts it where the gateway can't see it (another container, or /tmp of a unit with PrivateTmp).",
      fix: (of) =>
        fix(
          `Start the service that makes ${of.args.host}, or correct the path`,
          [
            ...(of.args.hidden === "deleted"
              ? ["Restart the service, which listens on a file that was deleted: then it makes a new one."]
              : ["Compare the path with the one in the service's own config (listen, bind)."]),
            ...(/^\/(var\/)?tmp\//.test(String(of.args.host))
              ? ["A unit with PrivateTmp=true has a /tmp of its own: put the socket under /run instead."]
              : []),
            "In containers: mount the same directory into both.",
          ],
          ["ss -lxp", `ls -la ${directoryOf(of.args.host)}`],
        ),
      verify: ({ args }) => [`ls -l ${shellQuote(String(args.host))}`, String(args.reach)],
      includes: [],
    },
    "unix-socket-denied": {
      title: (of) => `${of.args.user} may not open the socket of ${who(of)}`,
      meaning:
        "To connect to a unix socket takes write permission on it and search permission on every directory above it " +
        "(unix(7)). The gateway's workers run under an account that lacks one of them.",
      fix: (of) =>
        fix(
          `Let ${of.args.user} through at ${of.args.blockedAt || of.args.host}`,
          [
            "Best: give the socket a group that the workers are in, and mode 0660, in the service's own config (php-fpm: " +
              "listen.group; systemd: SocketGroup and SocketMode; gunicorn: --umask).",
            "If a directory above is what stops them, let others search it (mode x), or put the socket under /run.",
            "If the modes look right: SELinux or AppArmor may be what refuses.",
          ],
          [`namei -l ${shellQuote(String(of.args.host))}`],
        ),
      verify: ({ args }) => [
        `sudo -u ${shellQuote(String(args.account))} test -w ${shellQuote(String(args.host))}; echo $?`,
        `namei -l ${shellQuote(String(args.host))}`,
      ],
      includes: ["port-refused"],
    },
  },
  judge(look) {
    const { about, seen, gateway } = look;
    if (about.endpoint.target.kind !== "unix") return pass("it is not a unix socket");
    const [connect] = seen.connects;
    const file = seen.files.find(({ request }) => request.purpose === "socket");
    const witness = connect ?? file;
    if (witness === undefined) return skip("the socket was not looked at");
    const missing = missingAs(connect, file);
    if (missing > 0) {
      const { told, hidden } = hiddenListener(file);
      const evidence =
        file?.outcome.kind === "not-found" ? [`${file.request.path}: ${file.outcome.reason}`, ...told] : [];
      const accusation = {
        cause: "unix-socket-missing",
        strength: missing,
        evidence,
        args: { hidden },
      } as const;
      return conclude([root(pathClaim(look, witness, accusation))], "");
    }
    const strength = denied(connect, file);
    if (strength === 0) return judgeOpen(look, connect, file);
    const user = file?.request.user;
    const args = {
      user: user ?? `the account of ${asker(gateway)}'s workers`,
      account: user ?? "www-data",
      blockedAt: file?.facts.blockedAt ?? "",
    };
    const evidence = file === undefined ? [] : modesSentences(file);
    const accusation = { cause: "unix-socket-denied", strength, evidence, args } as const;
    return conclude([root(pathClaim(look, witness, accusation))], "");
  },
});

/** The kernel lists sockets by the path that they were bound to, whoever can see it. */
function hiddenListener(file: File | undefined) {
  const hidden = file?.facts.hidden;
  if (hidden === undefined) return { told: [], hidden: "" } as const;
  const whose = hidden.owner === undefined ? "a process" : ownerText(hidden.owner);
  if (hidden.isThere === false)
    return { told: [`${whose} listens on a socket of this path, whose file was deleted`], hidden: "deleted" };
  const sees =
    hidden.isThere === true ? ", and sees its file where it is: in a mount namespace of its own" : "";
  const told = [`${whose} listens on a socket of this very path${sees}`];
  return { told, hidden: hidden.isThere === true ? "namespace" : "" };
}

function directoryOf(path: string | number | undefined): string {
  return shellQuote(String(path).replace(/\/[^/]*$/, "") || "/");
}

/** How surely there is no socket; 0 where there is one. */
function missingAs(connect: Connect | undefined, file: File | undefined): number {
  if (connect === undefined) return file?.outcome.kind === "not-found" ? 0.9 : 0;
  if (connect.outcome.kind !== "not-found") return 0;
  // A file that was there when it was looked at: the service was just starting, or stopping.
  return file?.facts.type === undefined ? 0.95 : 0.6;
}

/** How surely the workers are kept out; 0 where nothing says so. */
function denied(connect: Connect | undefined, file: File | undefined): number {
  const isRefusedToUhc = connect?.outcome.kind === "not-allowed";
  const mayOpen = file?.facts.userMayOpen;
  if (mayOpen === false) return isRefusedToUhc ? 0.95 : 0.9;
  return isRefusedToUhc && mayOpen === undefined ? 0.6 : 0;
}

function judgeOpen(look: EndpointLook, connect: Connect | undefined, file: File | undefined) {
  const { subject } = look.about;
  if (connect === undefined)
    return pass("a socket lies there, and nothing says that the workers may not open it");
  const isKnown = file?.facts.userMayOpen === true;
  const user = file?.request.user ?? "the account";
  if (connect.outcome.kind === "not-allowed")
    return skip(
      `uhc itself may not open it, and by its modes ${user} may: nothing is wrong as far as can be seen`,
    );
  const sentence = isKnown
    ? `${connectSentence(connect)}, and ${user} may open it`
    : connectSentence(connect);
  const out = [against("unix-socket-missing", subject, 0.95, [sentence])];
  if (isKnown) out.push(against("unix-socket-denied", subject, 0.8, [sentence]));
  return conclude(out, sentence);
}

/** "srw------- app app /run/app.sock", "www-data is stopped at /run/app". */
function modesSentences({ facts, request }: File): readonly string[] {
  const { mode, owner, group, blockedAt, userMayOpen } = facts;
  const modes =
    mode === undefined
      ? []
      : [`${request.path} has mode ${mode.toString(8).padStart(4, "0")}, ${owner ?? "?"}:${group ?? "?"}`];
  const stopped =
    userMayOpen === false
      ? [`${request.user ?? "the account"} is stopped at ${blockedAt ?? request.path}`]
      : [];
  return [...stopped, ...modes];
}
