/**
 * Whom a line of the error log is about. The named parts follow in a fixed order (client, server, request, subrequest,
 * upstream, host, referrer; ngx_http_log_error_handler), and what comes after `upstream` is in the client's hands: so the
 * first `upstream` counts.
 */
export function peerOf(tail: string): string | undefined {
  const upstream = quotedPart(tail, ", upstream: ");
  if (upstream !== undefined) return peerInUrl(upstream);
  // some who pass lines on take the quotes off
  const bare = barePart(tail, ", upstream: ");
  if (bare !== undefined) return peerInUrl(bare);
  return barePart(tail, " of peer ") ?? barePart(tail, ", resolver: ");
}

/** The group that a health check of NGINX Plus names: `health check "x" of peer A in upstream "U"`. */
export function groupOf(tail: string): string | undefined {
  return quotedPart(tail, " in upstream ");
}

/** "10.0.0.5:80" of "http://10.0.0.5:80/path"; "unix:/run/x" of "http://unix:/run/x:/path"; the group where no peer was chosen. */
export function peerInUrl(url: string): string {
  const schemeEnd = url.indexOf("://");
  const rest = schemeEnd < 0 ? url : url.slice(schemeEnd + 3);
  if (rest.startsWith("unix:")) {
    const end = rest.indexOf(":", "unix:".length);
    return end < 0 ? rest : rest.slice(0, end);
  }
  const end = rest.search(/[/?]/);
  return end < 0 ? rest : rest.slice(0, end);
}

function quotedPart(text: string, name: string): string | undefined {
  const at = text.indexOf(`${name}"`);
  if (at < 0) return undefined;
  const from = at + name.length + 1;
  const end = text.indexOf('"', from);
  // A line is cut at 2,048 bytes: then the quote is not closed.
  return text.slice(from, end < 0 ? text.length : end);
}

function barePart(text: string, name: string): string | undefined {
  const at = text.indexOf(name);
  if (at < 0) return undefined;
  const rest = text.slice(at + name.length);
  const end = rest.search(/[, ]/);
  return end < 0 ? rest : rest.slice(0, end);
}
