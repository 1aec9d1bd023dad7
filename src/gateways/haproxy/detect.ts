/** So much of a file is looked at. */
const HEAD_LENGTH = 64 * 1024;

/** Sections at the beginning of a line, with nothing that other formats put behind such words. */
const SECTION =
  /^[ \t]*(?:global|defaults(?:[ \t]+[\w.:-]+)?|(?:frontend|backend|listen|resolvers|peers|userlist)[ \t]+[\w.:${}"-]+)(?:[ \t]+from[ \t]+[\w.:-]+)?[ \t]*(?:#[^\n]*)?\r?$/gm;
/** Lines that most configs have. */
const LINE =
  /^[ \t]*(?:server(?:-template)?[ \t]+\S+[ \t]+\S+|bind[ \t]+\S*[:/@]\S*|default_backend[ \t]+\S+|use_backend[ \t]+\S+|mode[ \t]+(?:http|tcp)|timeout[ \t]+(?:connect|client|server)[ \t]+\S+|balance[ \t]+\w+|option[ \t]+(?:httpchk|httplog|tcplog|forwardfor|dontlognull))[^;{]*$/m;
const NAME = /(?:^|\/)haproxy[^/]*\.cfg$/;

/** How sure it is that a text is a config of HAProxy: by its sections and its lines, and less by its name. */
export function detectHaproxy(path: string, text: string): number {
  const head = text.slice(0, HEAD_LENGTH);
  const sections = head.match(SECTION)?.length ?? 0;
  const hasLine = LINE.test(head);
  if (sections > 0 && hasLine) return 0.95;
  if (sections > 0 && NAME.test(path)) return 0.9;
  if (NAME.test(path)) return 0.5;
  return sections > 1 ? 0.4 : 0;
}
