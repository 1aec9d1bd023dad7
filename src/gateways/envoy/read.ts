import type { ConfigProblem, Gateway, LogFile } from "../../model/config.ts";
import { written } from "../../model/source.ts";
import { readDocuments } from "../../text/documents.ts";
import { isReadFailure } from "../../text/source-reader.ts";
import { locationOf } from "../../text/tree.ts";
import type { ReadInput } from "../gateway.ts";
import { listenersAndRoutes } from "../listeners-and-routes.ts";
import { noteOnce } from "../note-once.ts";
import { problemList } from "../problem-list.ts";
import { dig, get, numberOf } from "./message.ts";
import { readAddress } from "./read/address.ts";
import { clusterTable } from "./read/cluster-table.ts";
import { reportTwice } from "./read/endpoints.ts";
import { addSourceFiles } from "./read/files.ts";
import { type ReadListener, readListener } from "./read/listeners.ts";
import { readCheckLogs, readOutlierLog } from "./read/logs.ts";
import { byName, type Reading } from "./reading.ts";
import { addDocuments, noResources, type Resources } from "./resources.ts";
import { reportSyntax } from "./syntax.ts";
import { reportVersionTwo } from "./version-two.ts";

/** Reads a bootstrap, files of resources, or a dump of what runs (`/config_dump`), in YAML or JSON. */
export function readEnvoy(input: ReadInput): Gateway {
  const { mainFile, reader } = input;
  const resources = noResources();
  const problems = problemList();
  const files = [mainFile];
  const content = reader.read(mainFile);
  if (isReadFailure(content)) problems.add(unreadable(mainFile, content.message));
  else {
    const documents = readDocuments(mainFile, content);
    reportSyntax(mainFile, documents, problems.add);
    addDocuments(documents.trees, resources);
  }
  files.push(...addSourceFiles(resources, reader, problems.add));
  const reading = startReading(resources, input, problems.add);
  noteMissingParts(resources, reading);
  reportTwice(reading);
  reportVersionTwo(reading, input.version);
  const table = clusterTable(reading);
  const read = resources.listeners.map((listener) => readListener(listener, table, reading));
  const admin = adminOf(resources);
  return {
    id: "envoy",
    kind: "envoy",
    version: input.version ?? versionOf(resources),
    tlsLibrary: undefined,
    user: undefined,
    mainFile,
    files,
    ...listenersAndRoutes(read),
    upstreams: table.all(),
    logs: logsOf(resources, read),
    pidFile: undefined,
    ...(resources.isDump && { isDump: true }),
    ...(!resources.isDump && hasControlPlane(resources) && { isCompletedLater: true }),
    ...(admin !== undefined && { admin }),
    problems: problems.all,
  };
}

function noteMissingParts(resources: Resources, { note }: Reading): void {
  const { clusters, listeners, bootstraps, isCutDown } = resources;
  if (clusters.length + listeners.length + bootstraps.length === 0)
    note("nothing of Envoy was found in it: no bootstrap, no listener, no cluster");
  if (isCutDown)
    note(
      "lines of this dump are missing, so lists have become one entry: what it lacks is not taken for missing",
    );
}

function logsOf({ clusters, bootstraps }: Resources, listeners: readonly ReadListener[]): readonly LogFile[] {
  const all = [
    ...listeners.flatMap((one) => one.logs),
    ...clusters.flatMap(readCheckLogs),
    ...bootstraps.flatMap(readOutlierLog),
  ];
  return [...new Map(all.map((log) => [log.path, log])).values()];
}

function startReading(resources: Resources, input: ReadInput, report: Reading["report"]): Reading {
  return {
    resources,
    clusters: byName(resources.clusters),
    routes: byName(resources.routes),
    assignments: byName(resources.endpoints, "cluster_name"),
    secrets: byName(resources.secrets),
    seesAll: resources.isDump
      ? !resources.isCutDown && resources.sections.has("ClustersConfigDump")
      : resources.bootstraps.length > 0 && !hasControlPlane(resources),
    report,
    note: noteOnce(input.onNote),
  };
}

/** Clusters come from a control plane too, so that one which is not here may be there. */
function hasControlPlane({ bootstraps }: Resources): boolean {
  return bootstraps.some((bootstrap) => {
    const cds = dig(bootstrap, "dynamic_resources", "cds_config");
    const isFile = dig(cds, "path_config_source") !== undefined || dig(cds, "path") !== undefined;
    return (
      (cds !== undefined && !isFile) ||
      dig(bootstrap, "dynamic_resources", "cds_resources_locator") !== undefined
    );
  });
}

function adminOf({ bootstraps }: Resources): Gateway["admin"] {
  for (const bootstrap of bootstraps) {
    const address = dig(bootstrap, "admin", "address");
    const read = readAddress(address);
    if (address !== undefined && read !== undefined) return written(read.target, locationOf(address));
  }
  return undefined;
}

/** The version that a dump's node names: {version: {major_number: 1, minor_number: 28, patch: 0}}. */
function versionOf({ bootstraps }: Resources): string | undefined {
  const version = dig(bootstraps[0], "node", "user_agent_build_version", "version");
  const numbers = [get(version, "major_number"), get(version, "minor_number"), get(version, "patch")].map(
    numberOf,
  );
  return version === undefined ? undefined : numbers.map((number) => number ?? 0).join(".");
}

function unreadable(file: string, message: string): ConfigProblem {
  return {
    cause: "config-include-missing",
    message,
    location: { file, line: 1, column: 1 },
    refusesConfig: true,
    about: file,
  };
}
