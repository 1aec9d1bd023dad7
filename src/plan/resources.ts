import type { Gateway } from "../model/config.ts";
import type { Measurement } from "../model/observation.ts";
import { lastStep, type Step } from "./step.ts";

/** More folders than this tell of no more disks. */
const MOST_FOLDERS = 16;

/**
 * What follows from the look for the gateway's processes: where one runs here, what this host has left is what the gateway
 * has to work with. Of a gateway that runs elsewhere, or not at all, it would tell nothing.
 */
export function resourceSteps(gateway: Gateway): (seen: readonly Measurement[]) => readonly Step[] {
  const request = { kind: "resources", folders: foldersWritten(gateway) } as const;
  const subjects = [{ gateway: gateway.id }];
  const step = lastStep({ what: "look at the host's resources", request, subjects, varied: undefined });
  return (seen) =>
    seen.some((one) => one.kind === "process" && one.facts.processes.length > 0) ? [step] : [];
}

/** Folders of its temporary files, caches and logs, devices left out: the disks that fill up under a gateway. */
function foldersWritten({ folders: named = [], logs }: Gateway): readonly string[] {
  const files = logs.filter(({ journal }) => journal !== "only");
  const folders = [...named, ...files.map(({ path }) => path.slice(0, path.lastIndexOf("/")) || "/")];
  return [...new Set(folders)].filter((folder) => !/^\/dev(\/|$)/.test(folder)).slice(0, MOST_FOLDERS);
}
