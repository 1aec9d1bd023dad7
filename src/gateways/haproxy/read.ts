import type { Gateway, Upstream } from "../../model/config.ts";
import { written } from "../../model/source.ts";
import { isReadFailure } from "../../text/source-reader.ts";
import type { ReadInput } from "../gateway.ts";
import { listenersAndRoutes } from "../listeners-and-routes.ts";
import { problemList } from "../problem-list.ts";
import { type Line, wordAt } from "./ast.ts";
import { readLines } from "./lines.ts";
import { readAdmin } from "./read/admin.ts";
import { reportCheckTraps } from "./read/check-traps.ts";
import type { Site } from "./read/context.ts";
import { globalLine } from "./read/context.ts";
import { reportEmptyBackend } from "./read/empty-backend.ts";
import { readListeners } from "./read/listeners.ts";
import { readLogs } from "./read/logs.ts";
import { reportMisplaced } from "./read/misplaced.ts";
import { reportMissingTimeouts } from "./read/missing-timeouts.ts";
import { readOwnAnswers } from "./read/own-answers.ts";
import { last, own, type ProxySection, proxyOf } from "./read/proxy.ts";
import { type BackendTable, emptyBackend, readRoutes } from "./read/routes.ts";
import { reportUntracked } from "./read/tracked-problems.ts";
import { reportUnused } from "./read/unused.ts";
import { type Backend, hasServers, readBackend } from "./read/upstream.ts";
import { type Reading, refuse } from "./reading.ts";
import { addLine, noSections, type OpenSection, type Sections } from "./sections.ts";
import { isAtLeast, isBefore } from "./version.ts";

/** Reads the files of one HAProxy in their order, as `haproxy -f FILE -f FILE` does. */
export function readHaproxy(input: ReadInput): Gateway {
  const problems = problemList();
  const reading: Reading = {
    version: input.version,
    isOld: isBefore(input.version, "2.7"),
    sendsNames: isAtLeast(input.version, "3.3"),
    report: problems.add,
    note: (sentence) => input.onNote?.(sentence),
  };
  const sections = noSections();
  const files = readFiles(input, sections, reading);
  const site = siteOf(sections, input, reading);
  const backends = readBackends(site);
  const table = tableOf(backends, site);
  const read = site.proxies
    .filter(({ hasFrontend }) => hasFrontend)
    .map((frontend) => {
      const listeners = readListeners(frontend, site);
      return { listeners, routes: readRoutes(frontend, listeners, table, site) };
    });
  const used = read.flatMap((one) => one.routes).map(({ forward }) => forward.upstream);
  judgeProxies(site, new Set(used), sections);
  const user = globalLine(site, "user");
  const pidFile = globalLine(site, "pidfile");
  return {
    id: "haproxy",
    kind: "haproxy",
    version: input.version,
    tlsLibrary: input.tlsLibrary,
    user: user?.words[1] === undefined ? undefined : written(user.words[1], wordAt(user, 1)),
    mainFile: input.mainFile,
    files,
    ...listenersAndRoutes(read),
    upstreams: [...[...backends.values()].map(({ upstream }) => upstream), ...table.others()],
    logs: readLogs(site),
    ownAnswers: readOwnAnswers(site),
    pidFile: pidFile?.words[1] === undefined ? undefined : written(pidFile.words[1], wordAt(pidFile, 1)),
    admin: readAdmin(site),
    problems: problems.all,
  };
}

/** What no single line shows. */
function judgeProxies(site: Site, used: ReadonlySet<string>, { all }: Sections): void {
  for (const proxy of site.proxies) {
    reportMisplaced(proxy, site);
    reportMissingTimeouts(proxy, site);
    reportEmptyBackend(proxy, used, site);
    reportUntracked(proxy, site);
    reportCheckTraps(proxy, site);
  }
  reportUnused(used, all, site);
}

/** Gives the files that were there. A file ends its last section no more than a line does: HAProxy reads on. */
function readFiles(
  { mainFile, moreFiles = [], reader }: ReadInput,
  sections: Sections,
  reading: Reading,
): readonly string[] {
  const environment = new Map<string, string>();
  const onLine = (line: Line): void => addLine(sections, line, environment, reading);
  return [mainFile, ...moreFiles].filter((file) => {
    const content = reader.read(file);
    if (isReadFailure(content)) {
      reading.report({
        cause: "config-include-missing",
        message: content.message,
        location: { file, line: 1, column: 1 },
        refusesConfig: true,
        about: file,
      });
      return file === mainFile;
    }
    readLines({ file, text: textOf(content), environment, onLine }, reading);
    return true;
  });
}

function textOf(content: Uint8Array): string {
  return Buffer.from(content.buffer, content.byteOffset, content.byteLength).toString("utf8");
}

const PROXIES = new Set(["frontend", "listen", "backend"]);

function siteOf({ all }: Sections, input: ReadInput, reading: Reading): Site {
  const proxies = all.filter(({ kind }) => PROXIES.has(kind)).map(proxyOf);
  reportTwice(proxies, reading);
  return {
    reading,
    readText: (path) => {
      const content = input.reader.read(path);
      return isReadFailure(content) ? undefined : textOf(content);
    },
    global: all.filter(({ kind }) => kind === "global"),
    proxies,
    backends: new Map(
      proxies.filter(({ hasBackend }) => hasBackend).map((proxy) => [proxy.name, proxy] as const),
    ),
    resolvers: new Map(all.filter(({ kind }) => kind === "resolvers").map((one) => [one.name ?? "", one])),
    serverDefaults: new Map(),
    servers: new Map(),
    mayBePart: isPart(all, input),
  };
}

/**
 * One file of a folder, as `haproxy -f FOLDER` reads them: it has no global section, others lie beside it, and what it
 * names may stand in those.
 */
function isPart(all: readonly OpenSection[], { mainFile, moreFiles = [], reader }: ReadInput): boolean {
  if (moreFiles.length > 0 || all.some(({ kind }) => kind === "global")) return false;
  const folder = mainFile.slice(0, mainFile.lastIndexOf("/") + 1).replace(/[*?[\\]/g, "\\$&");
  return folder !== "" && reader.find(`${folder}*.cfg`).length > 1;
}

/** A frontend and a backend may share a name, two of a kind may not, and a listen is both. */
function reportTwice(proxies: readonly ProxySection[], reading: Reading): void {
  const fronts = new Map<string, ProxySection>();
  const backs = new Map<string, ProxySection>();
  for (const proxy of proxies) {
    const { name, section, hasFrontend, hasBackend } = proxy;
    const other = (hasFrontend ? fronts.get(name) : undefined) ?? (hasBackend ? backs.get(name) : undefined);
    if (other !== undefined)
      refuse(
        reading,
        section.line,
        `${section.kind} '${name}' has the same name as ${other.section.kind} '${name}' declared at ${other.section.line.file}:${other.section.line.number}.`,
        1,
        name,
      );
    if (hasFrontend) fronts.set(name, proxy);
    if (hasBackend) backs.set(name, proxy);
  }
}

/** A backend's servers may have no port: then they are asked on the one that clients came to. */
function readBackends(site: Site): ReadonlyMap<string, Backend> {
  const ports = new Map<string, number>();
  for (const frontend of site.proxies) {
    const port = portOf(frontend);
    if (!frontend.hasFrontend || port === undefined) continue;
    const names = [...own(frontend, "use_backend"), last(frontend, "default_backend")];
    for (const name of [frontend.name, ...names.map((line) => line?.words[1] ?? "")])
      if (!ports.has(name)) ports.set(name, port);
  }
  return new Map(
    [...site.backends]
      .filter(([, proxy]) => proxy.section.kind === "backend" || hasServers(proxy))
      .map(([name, proxy]) => [name, readBackend(proxy, ports.get(name), site)]),
  );
}

function portOf(frontend: ProxySection): number | undefined {
  const found = /:(\d{1,5})/.exec(own(frontend, "bind")[0]?.words[1] ?? "")?.[1];
  return found === undefined ? undefined : Number(found);
}

function tableOf(
  backends: ReadonlyMap<string, Backend>,
  site: Site,
): BackendTable & { readonly others: () => readonly Upstream[] } {
  const others = new Map<string, Backend>();
  return {
    named: (name) => {
      const [proxy, read] = [site.backends.get(name), backends.get(name)];
      return proxy === undefined || read === undefined ? undefined : { proxy, read };
    },
    missing: (name, form, at) => {
      const known = others.get(name) ?? emptyBackend(name, form, at);
      others.set(name, known);
      return known;
    },
    others: () => [...others.values()].map(({ upstream }) => upstream),
  };
}
