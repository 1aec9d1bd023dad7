import { statSync } from "node:fs";
import { isAbsolute, resolve } from "node:path";
import { readTarget } from "../gateways/index.ts";
import { GATEWAY_PROGRAMS } from "../gateways/programs.ts";
import type { Gateway, GatewayKind } from "../model/config.ts";
import type { ProgramFacts } from "../model/gateway-program.ts";
import { upstreamNamed } from "../model/upstream-named.ts";
import { type DiscoveredGateway, discover } from "../probes/discover/discover.ts";
import { programFacts } from "../probes/discover/program-facts.ts";
import { type RunningGateway, runningGateways } from "../probes/discover/running-gateways.ts";
import { diskReader } from "../text/disk-reader.ts";
import { readSourceUntil } from "../text/read-source.ts";
import {
  isReadFailure,
  readerThatTells,
  readerUntil,
  readerWith,
  type SourceReader,
} from "../text/source-reader.ts";
import { adminGateway, completed } from "./admin-gateway.ts";
import { InputError, UsageError } from "./faults.ts";
import type { Note } from "./note.ts";
import { distinctIds, emptyHint, formatOf } from "./reader-for.ts";
import type { RunEnd } from "./run-end.ts";
import type { DiagnoseSettings } from "./settings.ts";
import { withoutUnseenIncludes } from "./unseen.ts";

/** What a run is about. */
export interface Found {
  readonly gateways: readonly Gateway[];
  /** Upstreams that the user wants to hear about; empty for all. */
  readonly upstreams: readonly string[];
  readonly notes: readonly Note[];
  /** Gateway id → where its files are to be found from here, for those with files of their own. */
  readonly roots: ReadonlyMap<string, string>;
  /** The run ended while configs were read: there may be more in them. */
  readonly wasCutShort: boolean;
}

/** Hears the text of every config. */
type OnRead = (path: string, content: Uint8Array) => void;

/** One config to be read, with what is known of the program that runs it. */
export interface ConfigSource {
  readonly path: string;
  /** What its program reads behind it. */
  readonly moreFiles?: readonly string[];
  readonly root: string | undefined;
  readonly environment?: ReadonlyMap<string, string> | undefined;
  /** What the program says of itself, where a config of this kind is its own. */
  readonly program: (kind: GatewayKind) => Promise<ProgramFacts | undefined>;
}

const NO_PROGRAM = { root: undefined, program: () => Promise.resolve(undefined) };

type FindSettings = Pick<
  DiagnoseSettings,
  | "targets"
  | "configs"
  | "gateway"
  | "gatewayVersion"
  | "root"
  | "upstreams"
  | "caFile"
  | "certificateFile"
  | "keyFile"
  | "host"
  | "serverName"
  | "timeoutMs"
  | "admin"
  | "probes"
>;

/**
 * Find, read, parse, model: the gateways that the user named, or those that run on this host, and bare targets.
 *
 * @throws UsageError for a target that is neither an address nor an upstream, InputError for a config that can't be read.
 */
export async function findGateways(
  settings: FindSettings,
  end: RunEnd,
  onRead: OnRead = () => undefined,
): Promise<Found> {
  const bare: Gateway[] = [];
  const names: string[] = [...settings.upstreams];
  for (const target of settings.targets) {
    const gateway = readTarget(target, settings);
    if (gateway === undefined) names.push(target);
    else bare.push({ ...gateway, id: `none:${bare.length}` });
  }
  const needsConfig = settings.configs.length > 0 || names.length > 0 || bare.length === 0;
  const notes: Note[] = [];
  const configured = needsConfig ? await configuredGateways(settings, notes, end, onRead) : [];
  for (const name of names)
    if (!configured.some(({ gateway }) => upstreamNamed(gateway, name) !== undefined))
      throw unknownUpstream(name, configured);
  const gateways = distinctIds(configured.map(({ gateway }) => gateway));
  const roots = new Map(gateways.flatMap(({ id }, index) => rootEntry(id, configured[index]?.source.root)));
  // Who names an upstream wants to hear of that one, and of the bare targets beside it.
  const targets = bare.flatMap(({ upstreams }) => upstreams.map(({ name }) => name));
  const upstreams = names.length === 0 ? [] : [...names, ...targets];
  return {
    gateways: [...gateways, ...bare],
    upstreams,
    notes,
    roots,
    wasCutShort: needsConfig && end.isOver(),
  };
}

function rootEntry(id: string, root: string | undefined): readonly (readonly [string, string])[] {
  return root === undefined ? [] : [[id, root]];
}

function unknownUpstream(name: string, configured: readonly Configured[]): UsageError {
  const known = configured
    .flatMap(({ gateway }) => gateway.upstreams.map((upstream) => upstream.name))
    .slice(0, 8);
  const list = known.length === 0 ? "it has none" : `it has ${known.join(", ")}`;
  return new UsageError(`"${name}" is not a URL, host:port, or upstream of the config: ${list}`);
}

interface Configured {
  readonly source: ConfigSource;
  readonly gateway: Gateway;
}

async function configuredGateways(
  settings: FindSettings,
  notes: Note[],
  end: RunEnd,
  onRead: OnRead,
): Promise<readonly Configured[]> {
  if (settings.configs.length > 0) {
    const named = await namedSources(settings);
    const reading = async (source: ConfigSource): Promise<Configured> => ({
      source,
      gateway: await readGateway(source, settings, notes, end, onRead),
    });
    return Promise.all(named.map(reading));
  }
  const told = await adminGateway(settings, notes, end);
  if (told.gateway !== undefined)
    return [{ source: { ...NO_PROGRAM, path: told.gateway.mainFile }, gateway: told.gateway }];
  const running = await runningSources(settings, notes);
  const reading = running.map((source) => readIfAllowed(source, settings, notes, end, onRead));
  const found = (await Promise.all(reading)).flat();
  const completing = found.map(async (one) => ({
    ...one,
    gateway: await completed(one.gateway, settings, notes, end),
  }));
  const readable = await Promise.all(completing);
  if (readable.length > 0) return readable;
  const why = [
    ...notes.map(({ what, because }) => `${what}: ${because}`),
    ...(told.because === undefined ? [] : [told.because]),
  ].join("; ");
  const seen =
    running.length === 0
      ? `no gateway was found on this host${why === "" ? "" : ` (${why})`}`
      : `no gateway's config could be read (${why})`;
  throw new InputError(`${seen}: name its config with --config FILE`);
}

/** What nobody named by hand and may not be read is left out, and said. */
async function readIfAllowed(
  source: ConfigSource,
  settings: FindSettings,
  notes: Note[],
  end: RunEnd,
  onRead: OnRead,
): Promise<readonly Configured[]> {
  try {
    return [{ source, gateway: await readGateway(source, settings, notes, end, onRead) }];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    notes.push({ what: `the gateway with ${source.path}`, because: error.message });
    return [];
  }
}

async function namedSources(settings: FindSettings): Promise<readonly ConfigSource[]> {
  const { root } = settings;
  const paths = settings.configs.map((path) =>
    path === "-" || isAbsolute(path) || root !== undefined ? path : resolve(path),
  );
  const withEnvironment = GATEWAY_PROGRAMS.filter(({ usesEnvironment }) => usesEnvironment);
  const running = root === undefined ? await runningGateways(withEnvironment, "/proc") : [];
  return paths.map((path) => ({
    path,
    root,
    environment: running.find((one) => isSameFile(path, one))?.environment,
    // the program on this host says nothing about a config that came from another one
    program: async (kind) => (root === undefined ? installedFacts(kind) : undefined),
  }));
}

/** A program of systemd's often has folders of its own (`PrivateTmp=`), and shares the others with all. */
function isSameFile(path: string, { configFile, root = "" }: RunningGateway): boolean {
  if (configFile === undefined) return false;
  if (root === "") return configFile === path;
  const [own, other] = [path, root + configFile].map((file) => statSync(file, { throwIfNoEntry: false }));
  return own !== undefined && own.ino === other?.ino && own.dev === other.dev;
}

async function runningSources(settings: FindSettings, notes: Note[]): Promise<readonly ConfigSource[]> {
  const found = await discover({ programs: GATEWAY_PROGRAMS, root: settings.root });
  notes.push(...found.notes);
  const meant = found.gateways.filter(({ kind }) => (settings.gateway ?? kind) === kind);
  const here = meant.filter((one) => one.sharesNetwork !== false);
  const elsewhere = meant.filter((one) => one.sharesNetwork === false);
  for (const one of elsewhere) notes.push(elsewhereNote(one, here.length > 0));
  return (here.length > 0 ? here : elsewhere).map((one) => ({
    path: one.configFile,
    moreFiles: one.moreFiles,
    root: one.root ?? settings.root,
    environment: one.environment,
    program: async (kind) => (kind === one.kind ? factsOf(one) : undefined),
  }));
}

async function installedFacts(
  kind: GatewayKind,
  binary?: string | undefined,
): Promise<ProgramFacts | undefined> {
  const program = GATEWAY_PROGRAMS.find((one) => one.kind === kind);
  return program && programFacts(program, binary, process.env.PATH);
}

/** What it was started with counts more than what it was built with. */
async function factsOf({ kind, binary, prefix }: DiscoveredGateway): Promise<ProgramFacts | undefined> {
  const facts = await installedFacts(kind, binary);
  if (facts?.builtIn === undefined || prefix === undefined) return facts;
  return { ...facts, builtIn: { ...facts.builtIn, prefix } };
}

/** What a gateway in another network namespace can reach says little about this one, and the other way round. */
function elsewhereNote({ configFile, pid }: DiscoveredGateway, isLeftOut: boolean): Note {
  const how = `run uhc there: nsenter -t ${pid} -n uhc diagnose -c ${configFile}`;
  return isLeftOut
    ? { what: `the gateway with ${configFile}`, because: `it runs in another network namespace; ${how}` }
    : {
        what: `${configFile} from where its gateway stands`,
        because: `it runs in another network namespace, so probes from here may end otherwise; ${how}`,
      };
}

/** Opens the main file, finds out its kind, and has it read with all that it includes. */
async function readGateway(
  source: ConfigSource,
  settings: FindSettings,
  notes: Note[],
  end: RunEnd,
  onRead: OnRead,
): Promise<Gateway> {
  const disk = readerUntil(diskReader(source.root), end.isOver);
  const content =
    source.root === undefined || source.path === "-"
      ? await readSourceUntil(source.path, end.signal, () => process.stdin)
      : disk.read(source.path);
  if (isReadFailure(content)) throw new InputError(emptyHint(content.message, source.path, content.kind));
  const path = source.path === "-" ? "-" : source.path;
  const { kind, loadReader } = formatOf(path, content, settings);
  const { openDump, read } = await loadReader();
  const unpacked = openDump(content);
  const input = unpacked ?? mainInput(path, content, disk);
  const onNote = (because: string): void => void notes.push({ what: path, because });
  const program = await source.program(kind);
  const gateway = read({
    ...input,
    reader: readerThatTells(input.reader, onRead),
    moreFiles: source.moreFiles ?? [],
    version: settings.gatewayVersion ?? program?.version,
    tlsLibrary: program?.tlsLibrary,
    builtIn: program?.builtIn,
    environment: source.environment,
    onNote,
  });
  return withoutUnseenIncludes(gateway, notes);
}

function mainInput(
  mainFile: string,
  content: Uint8Array,
  disk: SourceReader,
): { mainFile: string; reader: SourceReader } {
  return { mainFile, reader: readerWith(disk, mainFile, content) };
}
