import type { Gateway } from "../model/config.ts";
import { upstreamTls } from "../model/tls-files.ts";
import { fileSteps } from "./file-steps.ts";
import type { Step } from "./step.ts";

/** Looks whether the files are there by which the gateway is to verify its upstreams: it does not start without them. */
export function trustFileSteps(gateway: Gateway): readonly Step[] {
  // what came from an admin surface or over standard input may be another host's
  if (!gateway.mainFile.startsWith("/")) return [];
  const paths = upstreamTls(gateway).flatMap((tls) => {
    const trust = tls.verify.value ? tls.trust.value : undefined;
    // where others count from is known to the program alone
    return trust?.kind === "file" && trust.path.startsWith("/") ? [trust.path] : [];
  });
  return fileSteps(gateway, paths, "trust", undefined);
}
