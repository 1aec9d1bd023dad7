import { joinConfigPath } from "../../../text/config-path.ts";

/** Keys that are no files: an engine's or a store's name, or the key itself (ngx_ssl_certificate). */
const NO_FILE = /^(?:engine|store|data):/;

/** A path as nginx completes it: relative ones are put behind the prefix as they are (ngx_get_full_name). */
export function fullName(prefix: string | undefined, path: string): string {
  return prefix === undefined || NO_FILE.test(path) ? path : joinConfigPath(prefix, path);
}
