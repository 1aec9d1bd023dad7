import type { Dispenser } from "../dispenser.ts";
import { listIn, map, text } from "../json.ts";
import { isBadAddress } from "../network-address.ts";
import type { Helper } from "../run.ts";
import type { Token } from "../token.ts";
import type { ProxyDraft } from "./proxy-draft.ts";
import { dialAddresses, parseUpstreamAddress } from "./upstream-address.ts";

/** Adds the upstreams that a word stands for. */
export function addUpstream(d: Dispenser, proxy: ProxyDraft, word: Token, { run }: Helper): void {
  const refuse: (why: string) => never = (why) => d.refuse(`parsing upstream '${word.text}': ${why}`);
  const address = parseUpstreamAddress(word.text);
  if (isBadAddress(address)) refuse(address.problem);
  const { scheme } = address;
  if (scheme === "wss") refuse("the scheme wss:// is only supported in browsers; use https:// instead");
  if (scheme === "ws") refuse("the scheme ws:// is only supported in browsers; use http:// instead");
  if (!["https", "http", "h2c", ""].includes(scheme)) refuse(`unsupported URL scheme ${scheme}://`);
  if (proxy.scheme !== "" && scheme !== proxy.scheme)
    refuse(
      `for now, all proxy upstreams must use the same scheme (transport protocol); expecting '${proxy.scheme}://' but got '${scheme}://'`,
    );
  proxy.scheme = scheme;
  const dials = dialAddresses(address, run.since("2.7.0"));
  if (isBadAddress(dials)) refuse(dials.problem);
  const upstreams = listIn(proxy.json, "upstreams", word);
  for (const dial of dials) upstreams.items.push(map(word, { dial: text(word, dial) }));
}
