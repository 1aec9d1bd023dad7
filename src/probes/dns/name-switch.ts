/** Which of the sources that uhc knows nsswitch.conf(5) names for hosts, in its order, and which it names besides. */
export interface NameSwitch {
  readonly sources: readonly ("files" | "dns")[];
  /** Sources that uhc does not ask: mdns4_minimal, wins, ldap, … */
  readonly others: readonly string[];
  /** nss-myhostname or systemd-resolved: they answer for localhost and all below it without any file. */
  readonly knowsLocalhost: boolean;
}

/** glibc's own, without the file or the line. */
const DEFAULT: NameSwitch = { sources: ["files", "dns"], others: [], knowsLocalhost: false };

/**
 * Reads the `hosts:` line. `resolve` (systemd-resolved) counts as `dns`: it answers from the same servers. Actions in
 * brackets are not followed: they only say after which result the next source is left out.
 */
export function parseNameSwitch(text: string): NameSwitch {
  const line = text.split("\n").find((candidate) => /^[ \t]*hosts[ \t]*:/.test(candidate));
  if (line === undefined) return DEFAULT;
  const hash = line.indexOf("#");
  const words = line
    .slice(line.indexOf(":") + 1, hash < 0 ? line.length : hash)
    .replace(/\[[^\]]*\]/g, " ")
    .trim()
    .split(/[ \t]+/);
  const sources: ("files" | "dns")[] = [];
  const others: string[] = [];
  for (const word of words) {
    const source = word === "resolve" ? "dns" : word;
    if (source !== "files" && source !== "dns") others.push(word);
    else if (!sources.includes(source)) sources.push(source);
  }
  return { sources, others, knowsLocalhost: words.includes("myhostname") || words.includes("resolve") };
}
