import type { AdminPlace } from "../model/admin.ts";
import type { Gateway } from "../model/config.ts";
import { isLoopback } from "../model/loopback.ts";
import { fileSteps } from "./file-steps.ts";
import type { Step } from "./step.ts";

/**
 * What follows from the word of a gateway on this host: the files from which it read its own certificates, as they are now.
 * A file that was renewed and not read again is no failure that a probe could see, as the probe reads the file.
 */
export function certificateFileSteps(gateway: Gateway, place: AdminPlace): Step["next"] {
  if (!isHere(place)) return () => [];
  const user = gateway.user?.value;
  return (seen) => {
    const told = seen.flatMap((one) => (one.kind === "admin" ? (one.facts.certificates ?? []) : []));
    const paths = told.flatMap(({ path, use }) => (use === "own" && path !== undefined ? [path] : []));
    return fileSteps(gateway, paths, "certificate", user);
  };
}

function isHere({ target }: AdminPlace): boolean {
  return target.kind === "unix" || isLoopback(target.host);
}
