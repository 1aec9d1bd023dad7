import { parseSize } from "../units.ts";
import { complaint, type Setter } from "./complaint.ts";
import {
  isAnything,
  isCount,
  isFlag,
  isOffset,
  isPositive,
  isSeconds,
  isTime,
  isZone,
  parameters,
} from "./parameters.ts";

const isRate = (value: string): boolean => /^0*[1-9]\d{0,14}r\/[sm]$/.test(value);

/** ngx_http_limit_req and ngx_http_limit_conn; `sync` is NGINX Plus's. */
const LIMITS: Readonly<Record<string, Setter>> = {
  limit_req_zone: parameters({
    from: 1,
    flags: new Set(["sync"]),
    values: { zone: isZone, rate: isRate },
    required: "zone",
  }),
  limit_req: parameters({
    from: 0,
    flags: new Set(["nodelay"]),
    values: { zone: isAnything, burst: isPositive, delay: isPositive },
    required: "zone",
  }),
  limit_conn_zone: parameters({ from: 1, values: { zone: isZone } }),
  limit_conn: ([, count = ""]) => {
    if (!isPositive(count)) return complaint(`invalid number of connections "${count}"`, 1);
    return Number(count) > 65_535 ? complaint("connection limit must be less 65536", 1) : undefined;
  },
};

/** ngx_http_file_cache_set_slot; the purger is NGINX Plus's. */
const cachePath = parameters({
  from: 1,
  values: {
    levels: (value) => /^[12](?::[12]){0,2}$/.test(value),
    use_temp_path: isFlag,
    keys_zone: isZone,
    inactive: isSeconds,
    max_size: isOffset,
    min_free: isOffset,
    loader_files: isCount,
    loader_sleep: isTime,
    loader_threshold: isTime,
    manager_files: isCount,
    manager_sleep: isTime,
    manager_threshold: isTime,
    purger: isFlag,
    purger_files: isCount,
    purger_sleep: isTime,
    purger_threshold: isTime,
  },
  required: "keys_zone",
});

const CACHED = new Set(["off", "none", "builtin"]);
const SHARED = /^shared:[^:]+:(\w+)$/;

function isSharedCache(text: string): boolean {
  const size = parseSize(SHARED.exec(text)?.[1] ?? "");
  return size !== undefined && size >= 8 * 4096;
}

function sessionCache(texts: readonly string[]): ReturnType<Setter> {
  const word = texts.findIndex(
    (text) => !CACHED.has(text) && !/^builtin:\d+$/.test(text) && !isSharedCache(text),
  );
  return word < 0 ? undefined : complaint(`invalid session cache "${texts[word]}"`, word);
}

function openFiles(name: string, more: readonly string[]): Setter {
  const values = { max: isPositive, inactive: isSeconds };
  const seconds = Object.fromEntries(more.map((one) => [one, one === "min_uses" ? isPositive : isSeconds]));
  return parameters({
    from: 0,
    flags: new Set(["off"]),
    values: { ...values, ...seconds },
    says: (text) => `invalid "${name}" parameter "${text}"`,
  });
}

export const ZONE_SETTERS: Readonly<Record<string, Setter>> = {
  ...LIMITS,
  proxy_cache_path: cachePath,
  fastcgi_cache_path: cachePath,
  uwsgi_cache_path: cachePath,
  scgi_cache_path: cachePath,
  ssl_session_cache: sessionCache,
  ssl_ocsp_cache: ([text = ""]) =>
    text === "off" || isSharedCache(text) ? undefined : complaint(`invalid OCSP cache "${text}"`),
  open_file_cache: openFiles("open_file_cache", []),
  open_log_file_cache: openFiles("open_log_file_cache", ["min_uses", "valid"]),
  thread_pool: parameters({
    from: 1,
    values: { threads: isPositive, max_queue: isCount },
    required: "threads",
  }),
  zone: ([zone = "", size]) => {
    if (zone === "") return complaint(`invalid zone name "${zone}"`);
    if (size === undefined) return undefined;
    const bytes = parseSize(size);
    if (bytes === undefined) return complaint(`invalid zone size "${size}"`, 1);
    return bytes < 8 * 4096 ? complaint(`zone "${zone}" is too small`, 1) : undefined;
  },
};
