import type { AdminGrammar } from "../model/admin-grammar.ts";
import type { GatewayProgram } from "../model/gateway-program.ts";
import type { LogGrammar } from "../model/log-grammar.ts";
import type { Measurement } from "../model/observation.ts";
import type { ObservationRequest } from "../model/request.ts";
import { adminProbe } from "./admin.ts";
import { changesProbe } from "./changes.ts";
import { climb } from "./climb.ts";
import { containersProbe } from "./containers.ts";
import type { ProbeContext } from "./context.ts";
import { type ResolverPaths, resolveProbe, SYSTEM_RESOLVER } from "./dns/resolve.ts";
import { fileProbe } from "./file.ts";
import { firewallProbe } from "./firewall.ts";
import { idle } from "./idle.ts";
import { kernelProbe } from "./kernel.ts";
import { limitsProbe } from "./limits.ts";
import { listenersProbe } from "./listeners.ts";
import { logProbe } from "./logs.ts";
import { processProbe } from "./process.ts";
import { readPlainFile } from "./read-plain-file.ts";
import { closerLook } from "./resources/closer-look.ts";
import { resourceProbe } from "./resources.ts";
import { SUPERVISOR_CONFIGS } from "./supervisor/config.ts";
import { supervisorProbe } from "./supervisor.ts";
import { unitProbe } from "./units.ts";

export interface ProbeSettings {
  /** How each kind of gateway writes its logs. */
  readonly grammars: ReadonlyMap<string, LogGrammar>;
  /** How the admin surface of each kind is read. */
  readonly adminGrammars?: ReadonlyMap<string, AdminGrammar>;
  /** How each kind is found among processes. */
  readonly programs?: readonly GatewayProgram[];
  readonly userAgent: string;
  /** Goes before every path of the config: a tree copied from another host, or a process's own root. */
  readonly root: string | undefined;
  readonly resolver?: ResolverPaths;
  /** Where container engines may listen. */
  readonly engineSockets?: readonly string[];
}

type RequestOf<Kind extends ObservationRequest["kind"]> = Extract<
  ObservationRequest,
  { readonly kind: Kind }
>;
type ProbeTable = {
  readonly [Kind in ObservationRequest["kind"]]: (
    request: RequestOf<Kind>,
    context: ProbeContext,
  ) => Promise<readonly Measurement[]>;
};

/**
 * Makes the one function that measures whatever a request asks for. Made once for each run: what it reads of the host's
 * settings (resolver, accounts) it reads once.
 */
export function makeProbes(settings: ProbeSettings) {
  const root = settings.root ?? "";
  const resolve = resolveProbe(settings.resolver ?? SYSTEM_RESOLVER);
  const table: ProbeTable = {
    resolve,
    climb: (request, context) => climb(request, context),
    idle,
    listeners: listenersProbe(),
    process: processProbe({ programs: settings.programs ?? [], proc: "/proc", root }),
    file: fileProbe(root),
    log: logProbe(settings.grammars, { root }),
    admin: adminProbe(settings.adminGrammars ?? new Map(), resolve),
    resources: resourceProbe({ proc: "/proc", root, closerLook }),
    firewall: firewallProbe(),
    limits: limitsProbe({ proc: "/proc", cgroups: "/sys/fs/cgroup" }),
    kernel: kernelProbe({ proc: "/proc", kmsg: "/dev/kmsg", root }),
    unit: unitProbe(),
    changes: changesProbe({ proc: "/proc", root }),
    supervised: supervisorProbe({ configs: SUPERVISOR_CONFIGS }),
    containers: containersProbe({ proc: "/proc", sockets: settings.engineSockets ?? [] }),
  };
  return (
    request: ObservationRequest,
    signal: AbortSignal,
    onSilence?: ProbeContext["onSilence"],
  ): Promise<readonly Measurement[]> =>
    probeFor(request, table, { ...contextOf(settings.userAgent, root, signal), onSilence });
}

function probeFor(request: ObservationRequest, table: ProbeTable, context: ProbeContext) {
  switch (request.kind) {
    case "resolve":
      return table.resolve(request, context);
    case "climb":
      return table.climb(request, context);
    case "idle":
      return table.idle(request, context);
    case "listeners":
      return table.listeners(request, context);
    case "process":
      return table.process(request, context);
    case "file":
      return table.file(request, context);
    case "log":
      return table.log(request, context);
    case "admin":
      return table.admin(request, context);
    case "resources":
      return table.resources(request, context);
    case "kernel":
      return table.kernel(request, context);
    case "firewall":
      return table.firewall(request, context);
    case "limits":
      return table.limits(request, context);
    case "unit":
      return table.unit(request, context);
    case "changes":
      return table.changes(request, context);
    case "supervised":
      return table.supervised(request, context);
    case "containers":
      return table.containers(request, context);
  }
}

function contextOf(userAgent: string, root: string, signal: AbortSignal): ProbeContext {
  return {
    signal,
    now: () => Date.now(),
    clock: () => performance.now(),
    userAgent,
    readFile: (path) => readPlainFile(root + path),
  };
}
