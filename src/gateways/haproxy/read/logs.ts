import type { LogFile } from "../../../model/config.ts";
import { type Line, wordAt } from "../ast.ts";
import { linesOf } from "../sections.ts";
import type { Site } from "./context.ts";
import { inherited } from "./proxy.ts";

/** Where the rule for syslog that Debian's and Ubuntu's package brings (rsyslog.d/49-haproxy.conf) puts all that it says. */
const SYSLOG_FILE = "/var/log/haproxy.log";
/** This host's syslog: its socket, one within HAProxy's own root, or UDP to loopback. */
const HERE =
  /^(?:\S*\/dev\/log|\S*\/run\/systemd\/journal\/(?:dev-log|syslog)|(?:udp@|ipv4@)?127\.\S+|localhost(?::\d+)?|\[?::1\]?(?::\d+)?)$/;

/** Its own output: its supervisor's, which under systemd is the journal. */
const OUTPUT = /^(?:stdout|stderr|fd@[12])$/;

/**
 * HAProxy writes no files itself. What it tells this host's syslog stands in one file by what packages set up, traffic of all
 * frontends and alarms together.
 */
export function readLogs(site: Site): readonly LogFile[] {
  const lines = [
    ...site.global.flatMap((section) => linesOf(section, "log")),
    ...site.proxies.flatMap((proxy) => inherited(proxy, "log")),
  ];
  const line = lines.find(({ words }) => HERE.test(words[1] ?? ""));
  if (line === undefined) return outputLogs(lines, site);
  return [
    { kind: "access", path: SYSLOG_FILE, format: formatOf(site), location: wordAt(line, 1), journal: "else" },
  ];
}

function outputLogs(lines: readonly Line[], site: Site): readonly LogFile[] {
  const line = lines.find(({ words }) => OUTPUT.test(words[1] ?? ""));
  const target = line?.words[1];
  if (line === undefined || target === undefined) return [];
  return [
    {
      kind: "access",
      path: `log in ${target}`,
      format: formatOf(site),
      location: wordAt(line, 1),
      journal: "only",
    },
  ];
}

/** The first one that a frontend sets; lines in HAProxy's own formats are understood beside it. */
function formatOf(site: Site): string | undefined {
  const frontends = site.proxies.filter(({ hasFrontend }) => hasFrontend);
  const formats = frontends.flatMap((proxy): readonly Line[] => inherited(proxy, "log-format"));
  return formats[0]?.words[1];
}
