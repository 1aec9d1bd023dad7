import { own, type Scope } from "../context.ts";

const MAIN_BLOCKS = ["events", "http", "stream", "mail", "rtmp"];
/** Blocks that stand only inside `http` or `stream`. */
const INNER_BLOCKS = ["server", "upstream", "map", "geo", "split_clients"];

/**
 * Which block a file must be meant to be included in, if it is no whole config: one that holds servers or upstreams and
 * none of the outer blocks, like the files in conf.d and sites-enabled. Undefined for a whole config.
 */
export function fragmentOf(main: Scope): "http" | "stream" | undefined {
  if (MAIN_BLOCKS.some((name) => own(main, name).length > 0)) return undefined;
  if (!INNER_BLOCKS.some((name) => own(main, name).some((line) => line.children !== undefined)))
    return undefined;
  // in stream, a server passes by itself; in http, only its locations do
  const passes = own(main, "server").some((server) =>
    server.children?.some((line) => line.name === "proxy_pass"),
  );
  return passes ? "stream" : "http";
}
