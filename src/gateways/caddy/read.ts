import type { Gateway } from "../../model/config.ts";
import { readerThatTells } from "../../text/source-reader.ts";
import type { Value } from "../../text/tree.ts";
import type { ReadInput } from "../gateway.ts";
import { listenersAndRoutes } from "../listeners-and-routes.ts";
import { noteOnce } from "../note-once.ts";
import { problemList } from "../problem-list.ts";
import { dig, entries, isTrue } from "./fields.ts";
import { readAdmin } from "./read/admin.ts";
import { readLogs } from "./read/logs.ts";
import { readServer, serversOf } from "./read/servers.ts";
import { upstreamTable } from "./read/upstream-table.ts";
import { type Reading, stepCounter } from "./reading.ts";
import { readTree } from "./tree.ts";

/** Reads a Caddyfile, or a config in Caddy's own JSON, as `caddy run --config FILE` loads it. */
export function readCaddy(input: ReadInput): Gateway {
  const { mainFile } = input;
  const problems = problemList();
  const note = noteOnce(input.onNote);
  const reading: Reading = {
    version: input.version,
    environment: input.environment,
    report: problems.add,
    note,
    mayGoOn: stepCounter(note),
  };
  const files = new Set([mainFile]);
  const reader = readerThatTells(input.reader, (path) => void files.add(path));
  const variables = new Set<string>();
  const tree = readTree(mainFile, reader, {
    ...reading,
    note: (sentence) => {
      if (sentence.startsWith("the variable ")) variables.add(sentence);
      reading.note(sentence);
    },
  });
  const config: Value | undefined = tree === undefined ? undefined : { tree, index: 0 };
  const http = dig(config, "apps", "http");
  noteOtherApps(config, reading);
  const table = upstreamTable(reading);
  const read =
    http === undefined ? [] : serversOf(http).map((server) => readServer(server, http, table, reading));
  const start = { file: mainFile, line: 1, column: 1 };
  return {
    id: "caddy",
    kind: "caddy",
    version: input.version,
    tlsLibrary: undefined,
    user: undefined,
    mainFile,
    files: [...files],
    ...listenersAndRoutes(read),
    upstreams: table.all(),
    logs: config === undefined ? [] : readLogs(config, start),
    pidFile: undefined,
    admin: config === undefined ? undefined : readAdmin(config, start),
    // a new config comes in over the admin API alone (caddy.go; by a signal too since 2.11)
    ...(isTrue(dig(config, "admin"), "disabled") && { loadsAtStartAlone: true }),
    answersItself: read.some((one) => one.answersItself),
    // only what net.Dial says names an address
    logsRequestsAlone: true,
    // the values of its environment are only known to the process, and to its admin API
    ...(variables.size > 0 && { isCompletedLater: true }),
    problems: problems.all,
  };
}

/** Apps that pass on traffic in a way of their own. */
function noteOtherApps(config: Value | undefined, { note }: Reading): void {
  for (const [name] of entries(dig(config, "apps")))
    if (name === "layer4") note("the app layer4 is not read: what it passes on is not looked at");
}
