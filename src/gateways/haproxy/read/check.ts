import type { CheckScript } from "../../../model/check-script.ts";
import type { HeaderSetting, HttpVersion } from "../../../model/forward.ts";
import type { HealthCheck } from "../../../model/health-check.ts";
import { assumed, type Location } from "../../../model/source.ts";
import { type Line, wordAt } from "../ast.ts";
import { connectOptions } from "./check-connect.ts";
import { readScript } from "./check-script.ts";
import { checkProxyProtocol, speaksHttp2, type Transport, transport } from "./check-wire.ts";
import type { Site } from "./context.ts";
import { anything, type CheckRequest, checkRequest, type Expected, expected } from "./http-check.ts";
import { countOption, type LineOptions, timeOption, valueAt } from "./line-options.ts";
import { inherited, lastOption, type ProxySection, timeout } from "./proxy.ts";

const CHECKS = [
  "httpchk",
  "tcp-check",
  "ssl-hello-chk",
  "smtpchk",
  "mysql-check",
  "pgsql-check",
  "redis-check",
  "ldap-check",
  "spop-check",
  "external-check",
] as const;

/** `inter`, `fall` and `rise` of section 5.2. */
const INTERVAL_MS = 2_000;
const FALL = 3;
const RISE = 2;

/** Which kind of check a backend does; each of these options turns the others off. */
export function checkOption(proxy: ProxySection): Line | undefined {
  return lastOption(proxy, CHECKS);
}

/** Of these uhc makes the connection alone. */
const UNREPEATED: ReadonlySet<string> = new Set(["external-check", "spop-check"]);

const CHECK = Symbol("check");

/** What a check is put together from, each part when it is first asked for. */
interface CheckParts {
  readonly proxy: ProxySection;
  /** Options of the server that stands for all. */
  readonly own: LineOptions;
  readonly site: Site;
  readonly option: Line | undefined;
  rules: readonly Line[] | undefined;
  options: LineOptions | undefined;
  request: CheckRequest | undefined;
  expects: Expected | undefined;
  script: CheckScript | "none" | undefined;
  transport: Transport | undefined;
}

interface CheckView extends HealthCheck {
  location: Location;
  [CHECK]: CheckParts;
}

const checkPrototype: Omit<HealthCheck, "location"> & ThisType<CheckView> = {
  get protocol() {
    if (isHttp(this)) return "http";
    return this[CHECK].option?.words[1] === "ssl-hello-chk" ? "tls" : "tcp";
  },
  get intervalMs() {
    return timeOption(this[CHECK].own, "inter") ?? assumed(INTERVAL_MS, this.location);
  },
  get timeoutMs() {
    return timeout(this[CHECK].proxy, "check") ?? assumed(this.intervalMs.value, this.location);
  },
  get downIntervalMs() {
    return timeOption(this[CHECK].own, "downinter");
  },
  get unhealthyAfter() {
    return countOption(this[CHECK].own, "fall") ?? assumed(FALL, this.location);
  },
  get healthyAfter() {
    return countOption(this[CHECK].own, "rise") ?? assumed(RISE, this.location);
  },
  get port() {
    return countOption(optionsOf(this), "port");
  },
  get method() {
    return requestOf(this)?.method ?? assumed("GET", this.location);
  },
  get path() {
    return requestOf(this)?.path ?? assumed("/", this.location);
  },
  rawRequest: undefined,
  grpcService: undefined,
  get startsDown() {
    return ["down", "fully-down"].includes(this[CHECK].own.get("init-state")?.value ?? "");
  },
  isSequential: true,
  get proxyProtocol() {
    return checkProxyProtocol(optionsOf(this), this.location);
  },
  get host() {
    return isHttp(this) ? (requestOf(this)?.host ?? assumed("", this.location)) : undefined;
  },
  get httpVersion() {
    return speaksHttp2(optionsOf(this)) && isHttp(this)
      ? assumed<HttpVersion>("2", this.location)
      : requestOf(this)?.version;
  },
  get headers() {
    const request = requestOf(this);
    if (request === undefined) return undefined;
    return [...request.headers, ...closing(request.version.value, request.headers, this.location)];
  },
  get isBare() {
    return isHttp(this) ? true : undefined;
  },
  get body() {
    const body = requestOf(this)?.body;
    return body === "" ? undefined : body;
  },
  get expectStatus() {
    return isHttp(this) ? expectsOf(this).status : assumed([], this.location);
  },
  get expectBody() {
    return isHttp(this) ? expectsOf(this).body : undefined;
  },
  get expectBodyRule() {
    return isHttp(this) ? expectsOf(this).rule : undefined;
  },
  get expectHeaders() {
    const headers = isHttp(this) ? expectsOf(this).headers : [];
    return headers.length === 0 ? undefined : headers;
  },
  get isPartial() {
    const [, kind = ""] = this[CHECK].option?.words ?? [];
    if (!isHttp(this)) return this.script?.isPartial === true || UNREPEATED.has(kind) ? true : undefined;
    const isWhole = roundOf(this).length === rulesOf(this).length;
    return isWhole && !expectsOf(this).isPartial && requestOf(this)?.isOpen !== true ? undefined : true;
  },
  get script() {
    const parts = this[CHECK];
    parts.script ??= (isHttp(this) ? undefined : readScript(parts.option, rulesOf(this))) ?? "none";
    return parts.script === "none" ? undefined : parts.script;
  },
  get tls() {
    return transportOf(this).tls;
  },
  get serverName() {
    return transportOf(this).serverName;
  },
  get alpn() {
    return transportOf(this).alpn;
  },
};

/**
 * How the servers of a backend are checked, from the options of one of them. Without any option of the backend a check is
 * a connection; it goes over TLS where the traffic does, unless it has a port or an address of its own.
 */
export function readCheck(proxy: ProxySection, own: LineOptions, site: Site): HealthCheck {
  const start = own.get("check");
  const view: CheckView = Object.create(checkPrototype);
  view.location = start === undefined ? wordAt(proxy.section.line, 0) : valueAt(start);
  view[CHECK] = {
    proxy,
    own,
    site,
    option: checkOption(proxy),
    rules: undefined,
    options: undefined,
    request: undefined,
    expects: undefined,
    script: undefined,
    transport: undefined,
  };
  return view;
}

function isHttp({ [CHECK]: { option } }: CheckView): boolean {
  return option?.words[1] === "httpchk";
}

function rulesOf(view: CheckView): readonly Line[] {
  const parts = view[CHECK];
  parts.rules ??= inherited(parts.proxy, isHttp(view) ? "http-check" : "tcp-check");
  return parts.rules;
}

/** The rules up to a second request, or to the connection for one: uhc puts the first. */
function roundOf(view: CheckView): readonly Line[] {
  const rules = rulesOf(view);
  const kinds = rules.map(({ words }) => words[1] ?? "");
  const end = kinds.findIndex((kind, index) => {
    const before = kinds.slice(0, index);
    if (kind === "send") return before.includes("send") || before.includes("expect");
    return kind === "connect" && (before.includes("send") || before.includes("expect"));
  });
  return end < 0 ? rules : rules.slice(0, end);
}

function optionsOf(view: CheckView): LineOptions {
  view[CHECK].options ??= connectOptions(rulesOf(view), view[CHECK].own);
  return view[CHECK].options;
}

function requestOf(view: CheckView): CheckRequest | undefined {
  const { option } = view[CHECK];
  if (option === undefined || !isHttp(view)) return undefined;
  view[CHECK].request ??= checkRequest(
    option,
    roundOf(view).find(({ words }) => words[1] === "send"),
  );
  return view[CHECK].request;
}

function expectsOf(view: CheckView): Expected {
  const { expects } = view[CHECK];
  if (expects !== undefined) return expects;
  // of the answer to another path nothing is wanted
  const isOpen = requestOf(view)?.isOpen === true;
  const rules = roundOf(view).filter(({ words }) => words[1] === "expect");
  const found = isOpen ? anything(view.location) : expected(rules, view.location);
  view[CHECK].expects = found;
  return found;
}

function transportOf(view: CheckView): Transport {
  const { site } = view[CHECK];
  view[CHECK].transport ??= transport(optionsOf(view), requestOf(view)?.host?.value, view.location, site);
  return view[CHECK].transport;
}

/** In HTTP/1.1 a check asks for the end of the connection. */
function closing(
  version: string,
  headers: readonly HeaderSetting[],
  location: Location,
): readonly HeaderSetting[] {
  const isNeeded = version === "1.1" && !headers.some(({ name }) => name.toLowerCase() === "connection");
  return isNeeded ? [{ name: "connection", value: ["close"], location }] : [];
}
