import type { PackageChange } from "../../model/host-changes.ts";

const DPKG_ACTIONS = new Map([
  ["install", "installed"],
  ["upgrade", "upgraded"],
  ["remove", "removed"],
] as const);
const RPM_ACTIONS = new Map([
  ["Installed", "installed"],
  ["Upgraded", "upgraded"],
  ["Upgrade", "upgraded"],
  ["Erase", "removed"],
] as const);

/**
 * "2026-11-28 02:09:11 upgrade nginx:amd64 1.22.1-9 1.22.1-10" in dpkg's log, in local time (dpkg(1), --log); "<none>" for no
 * version. "2026-11-28T02:09:11+0000 SUBDEBUG Upgrade: nginx-1:1.24.0-1.x86_64" in dnf's.
 */
export function packageChanges(text: string): readonly PackageChange[] {
  return text.split("\n").flatMap((line) => inDpkg(line) ?? inDnf(line) ?? []);
}

function inDpkg(line: string): PackageChange | undefined {
  const [, date, time, word, name, from = "", to = ""] =
    /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) (install|upgrade|remove) ([^\s:]{1,120})\S* (\S{1,120}) (\S{1,120})$/.exec(
      line,
    ) ?? [];
  const action = actionIn(DPKG_ACTIONS, word);
  const at = Date.parse(`${date}T${time}`);
  if (action === undefined || name === undefined || Number.isNaN(at)) return undefined;
  return { at, action, name, from: version(from), to: version(to) };
}

function inDnf(line: string): PackageChange | undefined {
  const [, stamp = "", word, name, to = ""] =
    /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d{4})) \w+ (\w+): (\S{1,120}?)-((?:\d+:)?\d\S{0,120})$/.exec(
      line,
    ) ?? [];
  const action = actionIn(RPM_ACTIONS, word);
  const at = Date.parse(stamp.replace(/([+-]\d\d)(\d\d)$/, "$1:$2"));
  if (action === undefined || name === undefined || Number.isNaN(at)) return undefined;
  return { at, action, name, from: "", to: action === "removed" ? "" : to };
}

function actionIn(
  actions: ReadonlyMap<string, PackageChange["action"]>,
  word: string | undefined,
): PackageChange["action"] | undefined {
  return word === undefined ? undefined : actions.get(word);
}

function version(text: string): string {
  return text === "<none>" ? "" : text;
}
