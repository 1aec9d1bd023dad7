import { at, complaint, each, invalidParameter, invalidValue, type Setter } from "./complaint.ts";

const LEVELS = new Set(
  `emerg alert crit error warn notice info debug debug_core debug_alloc debug_mutex debug_event debug_http debug_mail
  debug_stream`.split(/\s+/),
);

/** ngx_methods_names, src/http/ngx_http_core_module.c; CONNECT came with the tunnel module. */
const METHODS = new Set(
  `GET HEAD POST PUT DELETE MKCOL COPY MOVE OPTIONS PROPFIND PROPPATCH LOCK UNLOCK PATCH CONNECT`.split(
    /\s+/,
  ),
);

/** The event modules of all platforms. */
const EVENTS = new Set(["select", "poll", "epoll", "kqueue", "/dev/poll", "eventport", "iocp"]);

const access = each(
  (text) => /^(?:user|group|all):(?:r|w|rw)$/.test(text),
  (text) => `invalid value "${text}"`,
);

/** A directive with one argument is switched off or takes its default; anything else needs two. */
const alone = (...allowed: readonly string[]): Setter => {
  const known = new Set(allowed);
  return (texts) =>
    texts.length === 1 && !known.has(texts[0] ?? "")
      ? complaint(invalidParameter(texts[0] ?? ""))
      : undefined;
};

const one = (word: number, ...allowed: readonly string[]): Setter =>
  at(word, (text) => allowed.includes(text), invalidParameter);

export const CHOICE_SETTERS: Readonly<Record<string, Setter>> = {
  error_log: each(
    (text) => LEVELS.has(text),
    (text) => `invalid log level "${text}"`,
    1,
  ),
  limit_except: each(
    (text) => METHODS.has(text.toUpperCase()),
    (text) => `invalid method "${text}"`,
  ),
  use: at(
    0,
    (text) => EVENTS.has(text),
    (text) => `invalid event type "${text}"`,
  ),
  dav_access: access,
  proxy_store_access: access,
  fastcgi_store_access: access,
  uwsgi_store_access: access,
  scgi_store_access: access,
  rewrite: one(2, "last", "break", "redirect", "permanent"),
  add_header: one(2, "always"),
  add_trailer: one(2, "always"),
  fastcgi_param: one(2, "if_not_empty"),
  uwsgi_param: one(2, "if_not_empty"),
  scgi_param: one(2, "if_not_empty"),
  hash: one(1, "consistent"),
  proxy_redirect: alone("off", "default", "false"),
  proxy_cookie_domain: alone("off"),
  proxy_cookie_path: alone("off"),
  proxy_cookie_flags: alone("off"),
  location: (texts) =>
    texts.length === 2 && !["=", "~", "~*", "^~"].includes(texts[0] ?? "")
      ? complaint(`invalid location modifier "${texts[0]}"`)
      : undefined,
  aio: at(0, (text) => /^(?:on|off|threads|threads=.+|sendfile)$/.test(text), invalidValue),
  disable_symlinks: each((text) => /^(?:off|on|if_not_owner|from=.+)$/.test(text), invalidParameter),
  random: ([mode, method]) => {
    if (mode !== undefined && mode !== "two") return complaint(invalidParameter(mode));
    const isKnown = method === undefined || /^(?:least_conn|least_time(?:=.+)?)$/.test(method);
    return isKnown ? undefined : complaint(invalidParameter(method), 1);
  },
};
