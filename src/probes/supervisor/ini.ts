/** Section → its settings, names in small letters. */
export type Sections = ReadonlyMap<string, ReadonlyMap<string, string>>;

/**
 * Reads a file of supervisord (its options.py sets up Python's configparser): "key=value" below "[section]", a line that begins
 * with a blank goes on with the one before, "#" and ";" begin a comment, within a line only behind a blank.
 */
export function parseIni(text: string): Sections {
  const sections = new Map<string, Map<string, string>>();
  let section: Map<string, string> | undefined;
  let last: string | undefined;
  for (const raw of text.split(/\r?\n/)) {
    const line = raw.replace(/(?:^|\s)[;#].*$/, "");
    if (line.trim() === "") continue;
    const name = /^\[([^\]]{1,200})\]/.exec(line)?.[1];
    if (name !== undefined) {
      section = sections.get(name) ?? new Map();
      sections.set(name, section);
      last = undefined;
    } else if (/^\s/.test(line) && last !== undefined && section !== undefined) {
      section.set(last, `${section.get(last) ?? ""}\n${line.trim()}`);
    } else {
      const [, key, value] = /^\s*([^=:\s][^=:]{0,200}?)\s*[=:]\s*(.*)$/.exec(line) ?? [];
      last = key?.toLowerCase();
      if (last !== undefined) section?.set(last, (value ?? "").trim());
    }
  }
  return sections;
}
