import type { Gateway } from "../model/config.ts";
import { upstreamTls } from "../model/tls-files.ts";
import { fileSteps } from "./file-steps.ts";
import type { Step } from "./step.ts";

/** Looks at the certificates that the gateway shows to its upstreams: a server that refuses one seldom says why. */
export function clientCertificateSteps(gateway: Gateway): readonly Step[] {
  // what came from an admin surface or over standard input may be another host's
  if (!gateway.mainFile.startsWith("/")) return [];
  const paths = upstreamTls(gateway).flatMap(
    ({ clientCertificate }) => clientCertificate?.certificateFile.value ?? [],
  );
  // where others count from is known to the program alone
  const own = paths.filter((path) => path.startsWith("/"));
  return fileSteps(gateway, own, "certificate", gateway.user?.value);
}
