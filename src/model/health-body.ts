import { dependencySentences } from "./dependency-sentences.ts";

/** A component that a service's own health document calls down. */
interface FailedDependency {
  readonly name: string;
  /** What the document says of it; "" for nothing. */
  readonly detail: string;
}

/** Words for "down": Spring Boot and MicroProfile, ASP.NET, health+json, NestJS, and hand-written ones. */
const DOWN =
  /^(down|unhealthy|fail(ed|ing|ure)?|error|critical|ko|nok|unavailable|disconnected|unreachable|not[ _]ok)$/i;
/** Where documents keep their components. NestJS repeats the failed ones under `error`. */
const CONTAINERS: ReadonlySet<string> = new Set([
  "components",
  "entries",
  "checks",
  "dependencies",
  "services",
  "results",
  "details",
  "error",
  "errors",
]);
/** Where a bare `false` stands for a component that is down; elsewhere it may be any setting. */
const PLAIN_FALSE: ReadonlySet<string> = new Set(["components", "checks", "dependencies", "services"]);
/** Where only an object with a status of its own is a component: errors describe themselves there in plain words too. */
const DESCRIPTIVE: ReadonlySet<string> = new Set(["error", "errors"]);
/** Parts of the service itself and not of what it depends on. */
const OWN_PARTS: ReadonlySet<string> = new Set([
  "status",
  "self",
  "ping",
  "livenessState",
  "readinessState",
  "message",
]);
const DETAILS = ["error", "message", "output", "description", "exception", "details", "data"];
const DEPTH = 4;
const MOST = 8;

/**
 * The dependencies that a body names as down, in its own order. It is a stranger's text of at most 2,048 characters:
 * what is cut off or nested deeper than four levels is not followed.
 */
export function failedDependencies(body: string): readonly FailedDependency[] {
  const document = parsed(body);
  const components = document === undefined ? fromText(body) : fromDocument(document, DEPTH);
  // A document without components may still tell the reason in a sentence.
  const found = components.length > 0 ? components : dependencySentences(body);
  return [...new Map(found.map((one) => [one.name, one] as const)).values()].slice(0, MOST);
}

function parsed(body: string): object | undefined {
  if (!body.trimStart().startsWith("{")) return undefined;
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function fromDocument(document: object, depth: number): readonly FailedDependency[] {
  if (depth === 0) return [];
  return Object.entries(document).flatMap(([key, value]: [string, unknown]) => {
    if (CONTAINERS.has(key) && typeof value === "object" && value !== null)
      return inContainer(key, value, depth);
    // Spring Boot 1 keeps its components at the top, beside `status`.
    return isObject(value) && isDown(value) && !OWN_PARTS.has(key)
      ? [{ name: key, detail: detailOf(value) }]
      : [];
  });
}

function inContainer(key: string, container: object, depth: number): readonly FailedDependency[] {
  const named: readonly (readonly [string, unknown])[] = Array.isArray(container)
    ? container.map((each: unknown) => [nameIn(each), each] as const)
    : Object.entries(container);
  return named.flatMap(([name, value]) => {
    // health+json lists several measurements under one name: draft-inadarei-api-health-check section 4.
    const items: readonly unknown[] = Array.isArray(value) ? value : [value];
    const down = items.find(
      (item) =>
        (isDown(item) && (isObject(item) || !DESCRIPTIVE.has(key))) ||
        (item === false && PLAIN_FALSE.has(key)),
    );
    if (down === undefined)
      return items.flatMap((each) => (isObject(each) ? fromDocument(each, depth - 1) : []));
    return name === "" || OWN_PARTS.has(name) ? [] : [{ name, detail: detailOf(down) }];
  });
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function nameIn(value: unknown): string {
  const name = field(value, "name") ?? field(value, "id") ?? field(value, "component");
  return typeof name === "string" ? name : "";
}

function isDown(value: unknown): boolean {
  if (typeof value === "string") return DOWN.test(value);
  if (field(value, "healthy") === false || field(value, "ok") === false) return true;
  const status = field(value, "status") ?? field(value, "state");
  return typeof status === "string" && DOWN.test(status);
}

function detailOf(value: unknown): string {
  for (const key of DETAILS) {
    const detail = field(value, key);
    if (typeof detail === "string" && detail !== "") return detail;
    const inner = isObject(detail) ? detailOf(detail) : "";
    if (inner !== "") return inner;
  }
  return "";
}

function field(value: unknown, key: string): unknown {
  if (!isObject(value) || !Object.hasOwn(value, key)) return undefined;
  const found: unknown = Reflect.get(value, key);
  return found;
}

function fromText(body: string): readonly FailedDependency[] {
  const found: FailedDependency[] = [];
  // Kubernetes' /healthz?verbose and its kin: "[-]etcd failed: reason withheld".
  for (const [, name = "", detail = ""] of body.matchAll(
    /^\[-\]([\w./-]{1,60})(?: failed)?:? ?(.{0,120})$/gm,
  ))
    found.push({ name, detail });
  // A document that was cut off.
  for (const [, name = ""] of body.matchAll(
    /"([\w.-]{1,60})"\s{0,9}:\s{0,9}\{\s{0,9}"status"\s{0,9}:\s{0,9}"(?:DOWN|Unhealthy|fail|down)"/g,
  ))
    if (!OWN_PARTS.has(name) && !CONTAINERS.has(name)) found.push({ name, detail: "" });
  found.push(...dependencySentences(body));
  return found;
}
