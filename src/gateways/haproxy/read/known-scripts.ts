import type { CheckScript, ScriptStep, Wanted } from "../../../model/check-script.ts";
import type { Location } from "../../../model/source.ts";
import { isOpen, type Line, wordAt } from "../ast.ts";

/**
 * The scripts that `option redis-check` and its kin stand for (do_parse_…_check_opt in src/tcpcheck.c of 2.6); undefined for
 * those that uhc does not repeat. None of them holds a password.
 */
export function knownScript(option: Line): CheckScript | undefined {
  const steps = KNOWN.get(option.words[1] ?? "")?.(option.words.slice(2), wordAt(option, 1));
  return steps === undefined ? undefined : { steps, isPartial: false, hasCredentials: false };
}

type Steps = (words: readonly string[], at: Location) => readonly ScriptStep[] | undefined;

const KNOWN: ReadonlyMap<string, Steps> = new Map<string, Steps>([
  [
    "redis-check",
    (_, at) => [send("*1\r\n$4\r\nPING\r\n", at), hear({ kind: "text", text: "+PONG\r\n" }, at)],
  ],
  ["smtpchk", smtp],
  ["pgsql-check", postgresql],
  ["mysql-check", mysql],
  ["ldap-check", ldap],
]);

function send(bytes: string, location: Location): ScriptStep {
  return { kind: "send", bytes, location };
}

function hear(wanted: Wanted, location: Location, minBytes?: number, isNegated = false): ScriptStep {
  return { kind: "expect", wanted, isNegated, minBytes, comment: undefined, location };
}

function pattern(text: string, over: "bytes" | "hex" = "bytes"): Wanted {
  return { kind: "pattern", pattern: text, over };
}

/** `option smtpchk [HELO|EHLO <domain>]`. A QUIT follows in later releases alone. */
function smtp([word = "", domain = ""]: readonly string[], at: Location): readonly ScriptStep[] | undefined {
  const greeting = /^(?:HELO|EHLO)$/.test(word) && domain !== "" ? `${word} ${domain}` : "HELO localhost";
  if (isOpen(greeting)) return undefined;
  return [
    hear(pattern("^2[0-9][0-9][ \\r]"), at, 4),
    send(`${greeting}\r\n`, at),
    hear(pattern("^2[0-9][0-9][- \\r]"), at, 4),
  ];
}

/** `option pgsql-check user <name>`: a start-up message of protocol 3.0, answered by a request to authenticate, or by ok. */
function postgresql([word, user = ""]: readonly string[], at: Location): readonly ScriptStep[] | undefined {
  if (word !== "user" || user === "" || isOpen(user)) return undefined;
  const body = `\0\x03\0\0user\0${user}\0\0`;
  return [
    send(`${bigEndian(body.length + 4)}${body}`, at),
    hear(pattern("^E"), at, 5, true),
    hear(pattern("^52000000[A-Z0-9]{2}000000(00|02|03|04|05|06|07|09|0A)", "hex"), at, 9),
  ];
}

/** `option mysql-check [user <name> [pre-41|post-41]]`: the login and the farewell are sent before the greeting is read. */
function mysql([word, user = "", form]: readonly string[], at: Location): readonly ScriptStep[] | undefined {
  const packet = (place: 0 | 1): ScriptStep => hear({ kind: "mysql-packet", place }, at);
  if (word === undefined) return [packet(0)];
  if (word !== "user" || user === "" || isOpen(user)) return undefined;
  const login = form === "pre-41" ? `\0\x80\0\0\x01${user}\0\0` : newLogin(form, user);
  if (login === undefined) return undefined;
  const head = String.fromCharCode(login.length & 255, (login.length >> 8) & 255, 0, 1);
  return [send(`${head}${login}\x01\0\0\0\x01`, at), packet(0), packet(1)];
}

/** Protocol 4.1, with secure authentication. The default was the older one until 2.3. */
function newLogin(form: string | undefined, user: string): string | undefined {
  return form === undefined || form === "post-41"
    ? `\0\x82\0\0\0\x80\0\x01\x21${"\0".repeat(23)}${user}\0\0`
    : undefined;
}

/** An anonymous bind, answered by a bind response with result 0 (RFC 4511 section 4.2). */
function ldap(_: readonly string[], at: Location): readonly ScriptStep[] {
  const size = "(?:[0-7][0-9A-F]|82[0-9A-F]{4}|84[0-9A-F]{8})";
  return [
    send("\x30\x0c\x02\x01\x01\x60\x07\x02\x01\x03\x04\0\x80\0", at),
    hear(pattern("^30", "hex"), at, 14),
    hear(pattern(`^30${size}02010161${size}0A0100`, "hex"), at, 14),
  ];
}

function bigEndian(number: number): string {
  return String.fromCharCode(0, 0, number >> 8, number & 255);
}
