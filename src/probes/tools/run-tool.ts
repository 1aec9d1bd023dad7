import { mayRun } from "./may-run.ts";
import { runProgram } from "./run-program.ts";

/** Where the system's own programs lie. PATH is not looked at: it is the caller's, and uhc often runs as root. */
const FOLDERS = ["/usr/sbin", "/usr/bin", "/sbin", "/bin"];
/** Times are told in UTC and words in English, whatever this host is set to. */
const ENVIRONMENT = { TZ: "UTC", LC_ALL: "C", SYSTEMD_COLORS: "0", PATH: FOLDERS.join(":") };

const MOST_SAID = 2_000;

export interface ToolLimits {
  readonly timeoutMs?: number;
  readonly maxBytes?: number;
  readonly folders?: readonly string[];
}

export type ToolOutput =
  | {
      readonly text: string;
      /** Why this is not all, or not sure to be; undefined where the program ended well. */
      readonly fault: string | undefined;
      /** What it said beside that: hints and warnings. */
      readonly said: string;
    }
  | { readonly reason: string };

/** Runs one of the system's own programs with these arguments, by default for three seconds and 4 MiB at most. */
export async function runTool(
  name: string,
  args: readonly string[],
  { timeoutMs = 3_000, maxBytes = 4 << 20, folders = FOLDERS }: ToolLimits = {},
): Promise<ToolOutput> {
  for (const folder of folders) {
    // Run by this name, and not by the one that its links lead to: several tools in one program go by it (iptables).
    const path = `${folder}/${name}`;
    if ((await mayRun(path, process.geteuid?.() ?? 0)) === undefined) continue;
    const { stdout, stderr, fault } = await runProgram(path, args, {
      timeoutMs,
      maxBytes,
      environment: ENVIRONMENT,
    });
    const said = fault === undefined ? undefined : (lastLine(stderr) ?? fault);
    // Unknown units and the like make it fail behind what it knows.
    return fault === undefined || stdout !== ""
      ? { text: stdout, fault: said, said: stderr.slice(0, MOST_SAID) }
      : { reason: `${name}: ${said}` };
  }
  return { reason: `there is no ${name} here` };
}

/** As the last of several lines says best why: warnings come first. */
function lastLine(text: string): string | undefined {
  const line = text.trim().split("\n").at(-1)?.slice(0, 120);
  return line === "" ? undefined : line;
}
