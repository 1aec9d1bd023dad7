import { mapIn, putAlways, text } from "../json.ts";
import type { Module } from "../module.ts";
import {
  duration,
  flag,
  readBlock,
  type Subdirective,
  type Subdirectives,
  word,
  words,
} from "../subdirectives.ts";

const environment: Subdirective = (d, into) => {
  const at = d.token();
  const [name, value, ...more] = d.remaining();
  if (name === undefined || value === undefined || more.length > 0) return d.wrongCount();
  putAlways(mapIn(into, "env", at), name.text, text(value, value.text));
};

/** What `transport fastcgi` and `php_fastcgi` share (reverseproxy/fastcgi/caddyfile.go). */
export const FASTCGI: Subdirectives = {
  root: word("root"),
  split: words("split_path"),
  env: environment,
  resolve_root_symlink: flag("resolve_root_symlink"),
  dial_timeout: duration("dial_timeout", "bad timeout value"),
  read_timeout: duration("read_timeout", "bad timeout value"),
  write_timeout: duration("write_timeout", "bad timeout value"),
  capture_stderr: flag("capture_stderr"),
};

export const fastcgiTransport: Module = (d, into, helper) => {
  d.next();
  readBlock(d, into, helper, FASTCGI);
};
