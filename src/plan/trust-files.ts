import type { Gateway } from "../model/config.ts";
import { upstreamTls } from "../model/tls-files.ts";
import { lastStep, type Step } from "./step.ts";

/** Files that are looked at, at most. */
const MOST_FILES = 16;

/** Looks whether the files are there by which the gateway is to verify its upstreams: it does not start without them. */
export function trustFileSteps(gateway: Gateway): readonly Step[] {
  // what came from an admin surface or over standard input may be another host's
  if (!gateway.mainFile.startsWith("/")) return [];
  const paths = upstreamTls(gateway).flatMap((tls) => {
    const trust = tls.verify.value ? tls.trust.value : undefined;
    // where others count from is known to the program alone
    return trust?.kind === "file" && trust.path.startsWith("/") ? [trust.path] : [];
  });
  return [...new Set(paths)].slice(0, MOST_FILES).map((path) =>
    lastStep({
      what: `look at ${path}`,
      request: { kind: "file", path, purpose: "trust", user: undefined },
      subjects: [{ gateway: gateway.id }],
      varied: undefined,
    }),
  );
}
