import type { AdminFacts } from "../../model/admin.ts";
import type { AdminAnswer, AdminGrammar, AdminTurn } from "../../model/admin-grammar.ts";
import { readCheckStatus } from "./admin/check-status.ts";
import { arrayOf, fieldsOf, parseJson } from "./admin/json.ts";
import { readApiConnections, readApiUpstreams } from "./admin/plus-api.ts";
import { readStubStatus } from "./admin/stub-status.ts";

/** Newest version of the NGINX Plus API whose answers are known; later ones only add fields. */
const NEWEST_API = 9;
/** Asked where the user names a host or socket alone, in this order. */
const USUAL_PATHS = ["/api/", "/nginx_status", "/stub_status", "/status"] as const;
const EMPTY: AdminFacts = { surface: undefined, peers: [], connections: undefined };

/**
 * Reads the NGINX Plus API (ngx_http_api_module), the status page of Tengine's and yaoweibin's check module as JSON, and
 * stub_status. Which of them a path is, its first answer tells.
 */
export const nginxAdmin: AdminGrammar = (path, answers) => {
  const tried = new Set(answers.map((answer) => answer.path));
  const known = answers.filter((answer) => surfaceOf(answer) !== undefined);
  // A page for people gives way to its JSON.
  const surface = known.find((answer) => surfaceOf(answer) !== "check-page") ?? known[0];
  if (surface !== undefined) return continueAt(surface, answers);
  const next = candidates(path, answers).find((candidate) => !tried.has(candidate));
  return next === undefined ? { kind: "unknown", reason: rejection(answers) } : { kind: "ask", path: next };
};

type Surface = "api-root" | "api-sections" | "api-upstreams" | "check-json" | "check-page" | "stub-status";

function surfaceOf({ status, text }: AdminAnswer): Surface | undefined {
  if (status !== 200) return undefined;
  if (text.startsWith("Active connections:")) return "stub-status";
  // Its title in all versions; without `format=json` it answers with this page.
  if (/<title>nginx http upstream check status/i.test(text.slice(0, 2_000))) return "check-page";
  const json = parseJson(text);
  const list = arrayOf(json);
  if (list !== undefined && list.length > 0 && list.every((one) => typeof one === "number"))
    return "api-root";
  if (list?.includes("http") || list?.includes("nginx")) return "api-sections";
  const fields = fieldsOf(json);
  if (fields === undefined) return undefined;
  if (fieldsOf(fields.get("servers")) !== undefined) return "check-json";
  const groups = [...fields.values()].map((group) => arrayOf(fieldsOf(group)?.get("peers")));
  return groups.length > 0 && groups.every((peers) => peers !== undefined) ? "api-upstreams" : undefined;
}

function candidates(path: string, answers: readonly AdminAnswer[]): readonly string[] {
  if (path === "/") return [path, ...USUAL_PATHS];
  // A location with a slash answers the path without one with a redirect, and those are not followed.
  const isFolder = !path.endsWith("/") && !path.includes("?") && answers[0]?.status !== 200;
  return isFolder ? [path, `${path}/`] : [path];
}

function continueAt(found: AdminAnswer, answers: readonly AdminAnswer[]): AdminTurn {
  switch (surfaceOf(found)) {
    case "api-root":
      return readApi(`${withSlash(found.path)}${newestVersion(found.text)}/`, answers);
    case "api-sections":
      return readApi(withSlash(found.path), answers);
    case "api-upstreams":
      return {
        kind: "done",
        facts: { ...EMPTY, surface: "NGINX Plus API", peers: readApiUpstreams(found.text) },
      };
    case "check-json":
      return {
        kind: "done",
        facts: { ...EMPTY, surface: "check_status", peers: readCheckStatus(found.text) },
      };
    case "check-page":
      return readCheckPage(found, answers);
    default:
      return {
        kind: "done",
        facts: { ...EMPTY, surface: "stub_status", connections: readStubStatus(found.text) },
      };
  }
}

/** The parts that say how endpoints are; one that the gateway does not have answers 404 and says nothing. */
function readApi(root: string, answers: readonly AdminAnswer[]): AdminTurn {
  const paths = ["http/upstreams", "stream/upstreams", "connections"].map((part) => `${root}${part}`);
  const missing = paths.find((path) => !answers.some((answer) => answer.path === path));
  if (missing !== undefined) return { kind: "ask", path: missing };
  const [http = "", stream = "", connections = ""] = paths.map((path) => {
    const answer = answers.find((one) => one.path === path);
    return answer?.status === 200 ? answer.text : "";
  });
  const facts: AdminFacts = {
    surface: "NGINX Plus API",
    peers: [...readApiUpstreams(http), ...readApiUpstreams(stream)],
    connections: readApiConnections(connections),
  };
  return { kind: "done", facts };
}

function readCheckPage(found: AdminAnswer, answers: readonly AdminAnswer[]): AdminTurn {
  const path = `${found.path}${found.path.includes("?") ? "&" : "?"}format=json`;
  return answers.some((answer) => answer.path === path)
    ? { kind: "unknown", reason: "its check_status gives no JSON" }
    : { kind: "ask", path };
}

function newestVersion(text: string): number {
  const versions = (arrayOf(parseJson(text)) ?? []).filter((one) => Number.isInteger(one)).map(Number);
  const known = versions.filter((version) => version <= NEWEST_API);
  return Math.max(...(known.length > 0 ? known : versions));
}

function withSlash(path: string): string {
  return path.endsWith("/") ? path : `${path}/`;
}

function rejection(answers: readonly AdminAnswer[]): string {
  const locked = answers.find(({ status }) => status === 401 || status === 403);
  if (locked !== undefined) return `it answers ${locked.status}: no access`;
  const [first] = answers;
  return first === undefined || first.status === 200
    ? "what answers is neither the NGINX Plus API, nor check_status, nor stub_status"
    : `it answers ${first.status}`;
}
