import type { AdminControl, AdminFacts } from "../../model/admin.ts";
import type { AdminAnswer, AdminGrammar } from "../../model/admin-grammar.ts";
import { parseJsonTree } from "../../text/json-tree.ts";
import type { Value } from "../../text/tree.ts";
import { readClusters } from "./admin/clusters.ts";
import { readStats, STATS_PATH } from "./admin/stats.ts";
import { dig, get, text } from "./message.ts";
import { addDocuments, noResources } from "./resources.ts";

/**
 * What is asked, in this order, all of it GET and read-only (docs: operations/admin): who answers, the endpoints with
 * their health, the counters that say why, and what the control plane sent last. The last two only add to the picture.
 */
const PATHS = ["server_info", "clusters?format=json", STATS_PATH, "config_dump"] as const;

/** Reads Envoy's admin surface, below the path that the user names. */
export const envoyAdmin: AdminGrammar = (path, answers) => {
  const root = path.replace(/\/?(?:\?.*)?$/, "/");
  const [info] = answers;
  if (info !== undefined && !isEnvoy(info)) return { kind: "unknown", reason: rejection(info) };
  const next = PATHS.map((one) => root + one).find((one) => !answers.some((answer) => answer.path === one));
  if (next !== undefined) return { kind: "ask", path: next };
  return {
    kind: "done",
    facts: factsOf(answers.map(({ status, text: body }) => (status === 200 ? body : ""))),
  };
};

function jsonOf(body: string): Value | undefined {
  if (!/^\s*\{/.test(body)) return undefined;
  const { tree, problem } = parseJsonTree("", body);
  return problem === undefined ? { tree, index: 0 } : undefined;
}

function isEnvoy({ status, text: body }: AdminAnswer): boolean {
  const info = status === 200 ? jsonOf(body) : undefined;
  return info !== undefined && text(info, "version") !== undefined && get(info, "state") !== undefined;
}

function rejection({ status, text: body }: AdminAnswer): string {
  if (status === 401 || status === 403) return `it answers ${status}: no access`;
  if (status !== 200) return `it answers ${status} to /server_info, which every Envoy has`;
  return /^\s*</.test(body)
    ? "what answers is a web page, and no admin surface of Envoy"
    : "what answers is no admin surface of Envoy";
}

function factsOf([info = "", clusters = "", stats = "", dump = ""]: readonly string[]): AdminFacts {
  const { peers, upstreams } = readClusters(jsonOf(clusters));
  const counted = readStats(stats);
  const server = jsonOf(info);
  return {
    surface: "Envoy admin",
    peers,
    connections: undefined,
    upstreams: upstreams.map((one) => ({ ...one, ...counted.of(one.upstream) })),
    control: controlOf(jsonOf(dump), counted.isConnected),
    // "hash/1.28.0/Clean/RELEASE/BoringSSL"
    version: /\/(\d+\.\d+\.\d+)/.exec(text(server, "version") ?? "")?.[1],
    state: text(server, "state"),
  };
}

function controlOf(dump: Value | undefined, isConnected: boolean | undefined): AdminControl {
  const resources = noResources();
  if (dump !== undefined) addDocuments([dump.tree], resources);
  const hasPlane =
    dig(resources.bootstraps[0], "dynamic_resources", "ads_config") !== undefined ||
    isConnected !== undefined;
  return {
    isConnected: hasPlane ? isConnected : undefined,
    refused: resources.rejections.map(({ kind, name, details }) => ({ what: kind, name, details })),
    waiting: resources.warming.map(({ name }) => name),
  };
}
