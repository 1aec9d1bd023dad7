import { execFile } from "node:child_process";
import { mayRun } from "../discover/may-run.ts";

const LIMIT_MS = 3_000;
const MOST_OUTPUT = 4 << 20;
const FOLDERS = ["/usr/bin", "/bin"];

export type ToolOutput = { readonly text: string } | { readonly reason: string };

/** Runs one of the system's own programs with these arguments, without a shell, for three seconds at most. */
export async function runTool(name: string, args: readonly string[]): Promise<ToolOutput> {
  for (const folder of FOLDERS) {
    const path = await mayRun(`${folder}/${name}`, process.geteuid?.() ?? 0);
    if (path !== undefined) return output(path, args);
  }
  return { reason: `there is no ${name} here` };
}

/** Times are told in UTC and words in English, whatever this host is set to. */
const ENVIRONMENT = { TZ: "UTC", LC_ALL: "C", SYSTEMD_COLORS: "0", PATH: "/usr/bin:/bin" };

function output(path: string, args: readonly string[]): Promise<ToolOutput> {
  return new Promise((resolve) => {
    const options = {
      timeout: LIMIT_MS,
      killSignal: "SIGKILL",
      maxBuffer: MOST_OUTPUT,
      env: ENVIRONMENT,
      cwd: "/",
    } as const;
    const child = execFile(path, [...args], options, (error, stdout, stderr) => {
      // Warnings come first, and unknown units make it fail behind what it knows.
      if (error === null || stdout !== "") resolve({ text: stdout });
      else resolve({ reason: stderr.trim().split("\n").at(-1)?.slice(0, 120) ?? error.message });
    });
    child.stdin?.end();
  });
}
