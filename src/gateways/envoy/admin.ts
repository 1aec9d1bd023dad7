import type { AdminControl, AdminFacts } from "../../model/admin.ts";
import type { AdminAnswer, AdminGrammar } from "../../model/admin-grammar.ts";
import type { Value } from "../../text/tree.ts";
import { jsonOf, rejection, useless } from "./admin/answers.ts";
import { readCertificates } from "./admin/certificates.ts";
import { readClusters } from "./admin/clusters.ts";
import { readRunning } from "./admin/running.ts";
import { readStart } from "./admin/start.ts";
import { readStats, STATS_PATH } from "./admin/stats.ts";
import { dig, get, text } from "./message.ts";
import { addDocuments, noResources } from "./resources.ts";

/**
 * What is asked, in this order, all of it GET and read-only (docs: operations/admin): who answers, the endpoints with
 * their health, the counters that say why, what the control plane sent last, where it listens, the certificates in its
 * memory, and what it still waits for. All but the first only add to the picture.
 */
const QUESTIONS = [
  ["info", "server_info"],
  ["clusters", "clusters?format=json"],
  ["stats", STATS_PATH],
  ["dump", "config_dump"],
  ["listeners", "listeners?format=json"],
  ["certs", "certs"],
  ["init", "init_dump"],
] as const;
type Name = (typeof QUESTIONS)[number][0];

/** Reads Envoy's admin surface, below the path that the user names. */
export const envoyAdmin: AdminGrammar = (path, answers) => {
  const root = path.replace(/\/?(?:\?.*)?$/, "/");
  const [info] = answers;
  if (info !== undefined && !isEnvoy(info)) return { kind: "unknown", reason: rejection(info) };
  const next = QUESTIONS[answers.length];
  if (next !== undefined)
    return { kind: "ask", path: root + next[1], ...(info !== undefined && { mayFail: true }) };
  const byName = new Map(QUESTIONS.map(([name], at) => [name, answers[at]] as const));
  return { kind: "done", facts: factsOf((name) => byName.get(name)) };
};

function isEnvoy(answer: AdminAnswer): boolean {
  const info = jsonOf(answer);
  return info !== undefined && text(info, "version") !== undefined && get(info, "state") !== undefined;
}

function factsOf(answer: (name: Name) => AdminAnswer | undefined): AdminFacts {
  const parsed = new Map(QUESTIONS.map(([name]) => [name, jsonOf(answer(name))] as const));
  const json = (name: Name): Value | undefined => parsed.get(name);
  const { peers, upstreams } = readClusters(json("clusters"));
  const stats = answer("stats");
  const counted = readStats(stats?.status === 200 ? stats.text : "");
  const [server, dump] = [json("info"), json("dump")];
  const [certificates, running] = [readCertificates(json("certs")), readRunning(dump)];
  return {
    surface: "Envoy admin",
    peers,
    connections: undefined,
    upstreams: upstreams.map((one) => ({ ...one, ...counted.of(one.upstream) })),
    control: controlOf(dump, counted.isConnected),
    // "hash/1.28.0/Clean/RELEASE/BoringSSL"
    version: /\/(\d+\.\d+\.\d+)/.exec(text(server, "version") ?? "")?.[1],
    state: text(server, "state"),
    unanswered: QUESTIONS.flatMap(([name]) => useless(answer(name), json(name))),
    certificates,
    start: readStart(server, { init: json("init"), listeners: json("listeners"), dump }),
    running,
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
