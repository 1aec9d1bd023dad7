import { takesConnections } from "../../model/bound-address.ts";
import type { ServicePlace } from "../../model/unit.ts";

const LOOPBACK = /^(?:127\.[\d.]+|localhost|\[?::1\]?)$/;

/**
 * Whether a word names a place to listen at that takes connections to this one. A service listens at addresses, not at names:
 * "redis:6379" is a place that it calls.
 * "8080", ":8080", "127.0.0.1:8080", "[::]:8080", "8080:80" and "127.0.0.1:8080:80" as containers publish it, "unix:/run/app.sock".
 */
export function namesPlace(text: string, place: ServicePlace): boolean {
  if ("path" in place) return text === place.path || text === `unix:${place.path}`;
  const published = /^(?:([\d.]{7,15}|\[[0-9a-fA-F:.]{2,45}\]):)?(\d{1,5}):\d{1,5}(?:\/tcp)?$/.exec(text);
  const own = /^(?:([\d.]{0,15}|\*|localhost|\[[0-9a-fA-F:.]{2,45}\]):)?(\d{1,5})$/.exec(text);
  const [, bound = "", port] = published ?? own ?? [];
  return port !== undefined && Number(port) === place.port && takes(bound, place.host);
}

/** Whether a socket that is bound to this address takes connections to the other; "" and "*" are any. */
export function takes(bound: string, called: string): boolean {
  const address = bound.replace(/^\[|\]$/g, "");
  if (address === "" || address === "*" || takesConnections(address, called)) return true;
  if (address === "localhost") return LOOPBACK.test(called);
  return called === "localhost" && LOOPBACK.test(address);
}
