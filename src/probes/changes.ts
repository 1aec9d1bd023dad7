import { stat } from "node:fs/promises";
import type { ChangesFacts, ChangesRequest } from "../model/host-changes.ts";
import type { Measurement } from "../model/observation.ts";
import { packageChanges } from "./changes/package-log.ts";
import { readEnd } from "./changes/read-end.ts";
import type { ProbeContext } from "./context.ts";
import { bootTime } from "./host/procfs.ts";
import { ANSWERED } from "./outcome.ts";

/** Files that decide what names mean. */
const FILES = ["/etc/hosts", "/etc/resolv.conf", "/etc/nsswitch.conf"];
/** Logs of dpkg and of dnf, and of dpkg before the last rotation. */
const PACKAGE_LOGS = ["/var/log/dpkg.log.1", "/var/log/dpkg.log", "/var/log/dnf.rpm.log"];
const MOST_PACKAGES = 200;

export interface ChangesOptions {
  readonly proc: string;
  /** Goes before every path. */
  readonly root: string;
}

/** Makes the probe that looks what was changed on this host: it reads dates of files, and the end of the package manager's log. */
export function changesProbe({ proc, root }: ChangesOptions) {
  return async (request: ChangesRequest, context: ProbeContext): Promise<readonly Measurement[]> => {
    const startedAt = context.now();
    const start = context.clock();
    const since = startedAt - request.sinceMs;
    const facts: ChangesFacts = {
      bootedAt: await bootTime(proc),
      files: (await Promise.all(FILES.map((path) => changeOf(path, root)))).filter(
        ({ modifiedAt }) => modifiedAt >= since,
      ),
      packages: await packagesSince(since, root),
    };
    const durationMs = context.clock() - start;
    return [{ kind: "changes", request, outcome: ANSWERED, startedAt, durationMs, facts }];
  };
}

/** Links are followed: resolv.conf is often one. */
async function changeOf(path: string, root: string): Promise<ChangesFacts["files"][number]> {
  const seen = await stat(root + path).catch(() => undefined);
  return { path, modifiedAt: seen?.isFile() === true ? seen.mtimeMs : 0 };
}

async function packagesSince(since: number, root: string): Promise<ChangesFacts["packages"]> {
  const texts = await Promise.all(PACKAGE_LOGS.map((path) => readEnd(root + path, since)));
  return texts
    .flatMap((text) => packageChanges(text))
    .filter(({ at }) => at >= since)
    .sort((one, other) => one.at - other.at)
    .slice(-MOST_PACKAGES);
}
