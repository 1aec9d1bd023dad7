import { similarName } from "../../../../model/similar-name.ts";
import type { Block } from "../blocks.ts";
import { readBind } from "../directives/bind.ts";
import type { Dispenser } from "../dispenser.ts";
import { dispense } from "../dispenser.ts";
import type { GlobalOptions } from "../global-options.ts";
import { wholeNumber } from "../go-values.ts";
import { list, number, put, putAlways, text } from "../json.ts";
import { readGlobalLog } from "../logging/log.ts";
import { attempt, type Helper } from "../run.ts";
import { durationOf } from "../subdirectives.ts";
import { readStorage } from "../tls/storage.ts";
import type { Token } from "../token.ts";
import { admin, persistConfig } from "./admin.ts";
import { CERTIFICATES } from "./certificates.ts";
import type { Option } from "./option.ts";
import { order } from "./order.ts";
import { pki } from "./pki.ts";
import { readServers } from "./servers.ts";

const port =
  (key: "httpPort" | "httpsPort", field: string): Option =>
  (d, options) => {
    const at = d.argument();
    if (d.nextArg()) d.wrongCount();
    const value = wholeNumber(at.text);
    if (value === undefined) {
      d.refuse(
        `converting port '${at.text}' to integer value: strconv.Atoi: parsing "${at.text}": invalid syntax`,
      );
      return;
    }
    options[key] = { at, value };
    put(options.http, field, number(at, value));
  };

const httpDuration =
  (key: string): Option =>
  (d, { http }) => {
    if (!d.next()) d.wrongCount();
    put(http, key, number(d.token(), durationOf(d, "bad duration value")));
  };

function singleWord(d: Dispenser): Token {
  if (!d.next()) d.wrongCount();
  const word = d.token();
  if (d.next()) d.wrongCount();
  return word;
}

const sni =
  (key: "defaultSni" | "fallbackSni"): Option =>
  (d, options) => {
    options[key] = singleWord(d);
  };

const AUTO_HTTPS = ["off", "disable_redirects", "disable_certs", "ignore_loaded_certs", "prefer_wildcard"];

const autoHttps: Option = (d, options, { run }) => {
  const words = d.remaining();
  if (words.length === 0) d.wrongCount();
  const allowed = run.since("2.10.1") ? AUTO_HTTPS.slice(0, -1) : AUTO_HTTPS;
  if (words.some((word) => !allowed.includes(word.text)))
    d.refuse(
      "auto_https must be one of 'off', 'disable_redirects', 'disable_certs', or 'ignore_loaded_certs'",
    );
  options.autoHttps = words;
};

const metrics: Option = (d, { http }) => {
  const made = { kind: "map" as const, at: d.token(), fields: new Map() };
  for (const nesting = d.nesting(); d.nextBlock(nesting); ) {
    if (!["per_host", "observe_catchall_hosts", "otlp"].includes(d.value()))
      d.refuse(`unrecognized servers option '${d.value()}'`);
    put(made, d.value(), { kind: "boolean", at: d.token(), value: true });
  }
  putAlways(http, "metrics", made);
};

const filesystem: Option = (d, { apps }) => {
  const at = d.token();
  putAlways(
    apps,
    "caddy.filesystems",
    list(
      at,
      d.remaining().map((word) => text(word, word.text)),
    ),
  );
};

/** Options of Caddy itself (httpcaddyfile/options.go); the dispenser stands at the name. */
const OPTIONS: ReadonlyMap<string, Option> = new Map<string, Option>([
  [
    "debug",
    (d, options) => {
      options.isDebug = d.token();
    },
  ],
  ["http_port", port("httpPort", "http_port")],
  ["https_port", port("httpsPort", "https_port")],
  ["default_bind", defaultBind],
  ["grace_period", httpDuration("grace_period")],
  ["shutdown_delay", httpDuration("shutdown_delay")],
  ["default_sni", sni("defaultSni")],
  ["fallback_sni", sni("fallbackSni")],
  ["order", order],
  ["admin", admin],
  ["persist_config", persistConfig],
  ["storage", storage],
  ["auto_https", autoHttps],
  ["metrics", metrics],
  ["servers", (d, options, helper) => void options.servers.push(readServers(d, helper))],
  ["log", (d, options, helper) => void options.logs.push(readGlobalLog(d, options.logs, helper))],
  ["pki", pki],
  ["filesystem", filesystem],
  ...CERTIFICATES,
]);

function defaultBind(...[d, { defaultBinds }, helper]: Parameters<Option>): void {
  d.back();
  const { addresses, protocols } = readBind(d, helper);
  const at = d.token();
  const bound = addresses.length > 0 ? addresses : [{ ...at, text: "" }];
  defaultBinds.push({ addresses: bound, protocols });
}

function storage(...[d, { top }, helper]: Parameters<Option>): void {
  if (!d.next()) d.wrongCount();
  putAlways(top, "storage", readStorage(d, helper));
}

/** Reads the block of global options, option by option. */
export function readGlobalOptions(block: Block, options: GlobalOptions, helper: Helper): void {
  for (const segment of block.segments)
    attempt(helper.run, () => {
      const d = dispense(segment);
      d.next();
      const read = OPTIONS.get(d.value());
      if (read === undefined) foreign(d, helper);
      else read(d, options, helper);
    });
}

/** An option of a module of others is passed over; one that looks like a misspelling is refused. */
function foreign(d: Dispenser, { run }: Helper): void {
  const name = d.value();
  const meant = similarName(name, [...OPTIONS.keys()]);
  if (meant !== undefined || !/^[a-z][a-z\d_]*$/.test(name))
    d.refuse(`unrecognized global option: ${name}${meant === undefined ? "" : `; did you mean ${meant}?`}`);
  run.onNote(`the option ${name} belongs to no module of Caddy itself; what it does is not known`);
}
