import { runTool } from "../tools/run-tool.ts";

const LIMITS = { timeoutMs: 1_000, maxBytes: 8 << 20 };

/**
 * How many connections may wait at each listening TCP socket, by inode. procfs does not tell: only the kernel's socket
 * diagnosis does, which `ss` speaks (ss(8): Send-Q of a listening socket is its backlog). Empty where there is no `ss`.
 */
export async function backlogs(): Promise<ReadonlyMap<string, number>> {
  const answer = await runTool("ss", ["-H", "-l", "-t", "-n", "-e"], LIMITS);
  return "text" in answer ? backlogsIn(answer.text) : new Map();
}

/** "LISTEN 3 1 10.77.0.1:8081 0.0.0.0:* ino:4711 sk:1 <->"; other lines, such as warnings, are passed over. */
export function backlogsIn(text: string): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const line of text.split("\n")) {
    const [, backlog, inode] = /^LISTEN +\d+ +(\d+) .*\bino:(\d+)\b/.exec(line) ?? [];
    if (backlog !== undefined && inode !== undefined) found.set(inode, Number(backlog));
  }
  return found;
}
