/** Below this a number is more often a count or a size than a port. */
const LOWEST_BARE = 1024;

/**
 * Whether a command line or a line of settings names this port: "0.0.0.0:8080", "--port=8080", "PORT=8080", "-p 8080", and as a word of
 * its own where it is no small number.
 */
export function namesPort(text: string, port: number): boolean {
  const led = String.raw`(?:\]|[\w.*-]|^|[\s"'=/]):|port["']?[\s=:]+["']?|\s-p\s*`;
  if (new RegExp(`(?:${led})${port}(?![\\w.:])`, "i").test(text)) return true;
  return port >= LOWEST_BARE && new RegExp(`(?:^|[\\s"'=])${port}(?=$|[\\s"',;])`).test(text);
}
