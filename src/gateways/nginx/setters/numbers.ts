import { at, complaint, each, invalidValue, type Setter } from "./complaint.ts";
import { isOffset, isSeconds, isSize, isTime } from "./parameters.ts";

const isWhole = (text: string): boolean => /^\d{1,18}$/.test(text);

/** A size, or one made of variables, which is looked at with each request (ngx_http_set_complex_value_size_slot). */
const rate: Setter = at(0, (text) => text.includes("$") || isSize(text), invalidValue);

const levels: Setter = each((text) => /^0*[1-9]\d{0,8}$/.test(text), invalidValue, 1);

/** ngx_http_file_cache_valid_set_slot: codes, then a time. */
const cacheValid: Setter = (texts) => {
  const last = texts.length - 1;
  const time = texts[last] ?? "";
  if (!isSeconds(time)) return complaint(`invalid time value "${time}"`, last);
  const word = texts.findIndex(
    (text, index) =>
      index < last && text !== "any" && !(isWhole(text) && Number(text) >= 100 && Number(text) <= 599),
  );
  return word < 0 ? undefined : complaint(`invalid status "${texts[word]}"`, word);
};

/** ngx_http_rewrite_return: a code, or alone a URL to send the client to. */
const returns: Setter = ([code = "", text]) => {
  if (/^\d{1,3}$/.test(code) || (isWhole(code) && Number(code) <= 999)) return undefined;
  const isUrl = text === undefined && /^(?:https?:\/\/|\$scheme)/.test(code);
  return isUrl ? undefined : complaint(`invalid return code "${code}"`);
};

/** ngx_http_core_error_page: codes, `=` with or without another code, a page. */
const errorPage: Setter = (texts) => {
  const answer = texts.at(-2) ?? "";
  const hasAnswer = texts.length > 2 && answer.startsWith("=");
  if (hasAnswer && answer.length > 1 && !isWhole(answer.slice(1)))
    return complaint(`invalid value "${answer}"`, texts.length - 2);
  const codes = texts.slice(0, hasAnswer ? -2 : -1);
  const word = codes.findIndex(
    (code) => !isWhole(code) || Number(code) < 300 || Number(code) > 599 || code === "499",
  );
  const wrong = codes[word];
  if (wrong === undefined) return undefined;
  return complaint(
    isWhole(wrong) && wrong !== "499"
      ? `value "${wrong}" must be between 300 and 599`
      : `invalid value "${wrong}"`,
    word,
  );
};

/** ngx_http_headers_expires: `modified` or not, then a time, `@` a time of day, a word, or what variables say. */
const expires: Setter = (texts, name) => {
  const word = texts[0] === "modified" && texts.length > 1 ? 1 : 0;
  const text = texts[word] ?? "";
  if (texts.length === 2 && word === 0) return complaint(`invalid value "${texts[0]}"`);
  const isWord = word === 0 && /^(?:epoch|max|off)$/.test(text);
  if (isWord || text.includes("$") || isSeconds(text.replace(/^[@+-]/, ""))) return undefined;
  return complaint(`"${name}" directive invalid value`, word);
};

const between = (least: number, most: number): Setter =>
  at(
    0,
    (text) => !isWhole(text) || (Number(text) >= least && Number(text) <= most),
    () => `value must be between ${least} and ${most}`,
  );

const hasMax =
  (name: string): Setter =>
  (texts) =>
    texts.some((text) => text === "off" || text.startsWith("max="))
      ? undefined
      : complaint(`"${name}" must have ${name === "open_file_cache" ? "the " : ""}"max" parameter`);

export const NUMBER_SETTERS: Readonly<Record<string, Setter>> = {
  worker_processes: at(0, (text) => text === "auto" || isWhole(text), invalidValue),
  worker_connections: at(0, isWhole, (text) => `invalid number "${text}"`),
  worker_priority: at(
    0,
    (text) => /^-?\d{1,9}$/.test(text),
    (_, name) => `"${name}" directive invalid number`,
  ),
  worker_cpu_affinity: each(
    (text) => text === "auto" || /^[01 ]*$/.test(text),
    (text, name) => `invalid character "${/[^01 ]/.exec(text)?.[0] ?? ""}" in "${name}"`,
  ),
  keepalive_timeout: (texts, name) => {
    if (!isTime(texts[0] ?? "")) return complaint(invalidValue("", name));
    return texts[1] === undefined || isSeconds(texts[1]) ? undefined : complaint(invalidValue("", name), 1);
  },
  gzip_comp_level: between(1, 9),
  limit_req_status: between(400, 599),
  limit_conn_status: between(400, 599),
  open_file_cache: hasMax("open_file_cache"),
  open_log_file_cache: hasMax("open_log_file_cache"),
  directio: at(0, (text) => text === "off" || isOffset(text), invalidValue),
  limit_rate: rate,
  limit_rate_after: rate,
  proxy_limit_rate: rate,
  fastcgi_limit_rate: rate,
  uwsgi_limit_rate: rate,
  scgi_limit_rate: rate,
  proxy_upload_rate: rate,
  proxy_download_rate: rate,
  client_body_temp_path: levels,
  proxy_temp_path: levels,
  fastcgi_temp_path: levels,
  uwsgi_temp_path: levels,
  scgi_temp_path: levels,
  proxy_cache_valid: cacheValid,
  fastcgi_cache_valid: cacheValid,
  uwsgi_cache_valid: cacheValid,
  scgi_cache_valid: cacheValid,
  return: (texts, name, module) => (module === "http" ? returns(texts, name, module) : undefined),
  error_page: errorPage,
  expires,
  userid_expires: at(0, (text) => /^(?:max|off)$/.test(text) || isSeconds(text), invalidValue),
  http2_max_concurrent_pushes: at(0, isWhole, (_, name) => `"${name}" directive invalid number`),
  try_files: (texts) => {
    const last = texts.at(-1) ?? "";
    const isCode = !last.startsWith("=") || (isWhole(last.slice(1)) && Number(last.slice(1)) <= 999);
    return isCode ? undefined : complaint(`invalid code "${last.slice(1)}"`, texts.length - 1);
  },
};
