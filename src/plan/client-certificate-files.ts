import type { Gateway } from "../model/config.ts";
import { lastStep, type Step } from "./step.ts";

/** Files that are looked at, at most. */
const MOST_FILES = 16;

/** Looks at the certificates that the gateway shows to its upstreams: a server that refuses one seldom says why. */
export function clientCertificateSteps(gateway: Gateway): readonly Step[] {
  // what came from an admin surface or over standard input may be another host's
  if (!gateway.mainFile.startsWith("/")) return [];
  const paths = [
    ...gateway.routes.map(({ forward }) => forward.tls),
    ...gateway.upstreams.flatMap(({ endpoints }) => endpoints.map(({ forward }) => forward?.tls)),
  ].flatMap((tls) => tls?.clientCertificate?.certificateFile.value ?? []);
  const own = [...new Set(paths)].filter((path) => path.startsWith("/"));
  return own.slice(0, MOST_FILES).map((path) =>
    lastStep({
      what: `look at ${path}`,
      request: { kind: "file", path, purpose: "certificate", user: gateway.user?.value },
      subjects: [{ gateway: gateway.id }],
      varied: undefined,
    }),
  );
}
