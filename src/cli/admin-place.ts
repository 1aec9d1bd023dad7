import type { AdminPlace } from "../model/admin.ts";
import type { Target } from "../model/config.ts";
import { UsageError } from "./faults.ts";
import type { Given } from "./given.ts";

/**
 * Where a gateway's admin surface is: a URL, `host:port`, the path of a unix socket, or `unix:/path:/uri` as nginx writes
 * it. Credentials of a URL are taken out of what reports show.
 *
 * @throws UsageError for anything else.
 */
export function adminPlace(given: Given, caFile: string | undefined): AdminPlace {
  // HAProxy's way to write addresses
  const value = given.value.replace(/^(?:unix|ipv4|ipv6|tcp)@|^tcp:\/\//, "");
  const place = socketPlace(value) ?? urlPlace(value);
  if (place === undefined)
    throw new UsageError(
      `${given.source} names no admin address; give a URL, host:port, or a socket, as in http://127.0.0.1:8080/api/ or unix:/run/nginx-status.sock`,
    );
  return { ...place, trust: caFile === undefined ? { kind: "system" } : { kind: "file", path: caFile } };
}

type Untrusted = Omit<AdminPlace, "trust">;

function socketPlace(value: string): Untrusted | undefined {
  const [, path = "", uri = "/"] =
    /^(?:unix:)?\/*(\/[^\0\r\n:]{1,107})(?::(\/[\x21-\x7e]*))?$/.exec(value) ?? [];
  if (path === "") return undefined;
  const text = uri === "/" ? `unix:${path}` : `unix:${path}:${uri}`;
  return {
    text,
    target: { kind: "unix", path },
    path: uri,
    host: "localhost",
    hasTls: false,
    authorization: undefined,
  };
}

function urlPlace(value: string): Untrusted | undefined {
  const written = /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `http://${value}`;
  if (/\s/.test(value) || !URL.canParse(written)) return undefined;
  const url = new URL(written);
  const hasTls = url.protocol === "https:";
  if ((!hasTls && url.protocol !== "http:") || url.hostname === "") return undefined;
  const port = url.port === "" ? (hasTls ? 443 : 80) : Number(url.port);
  const path = `${url.pathname}${url.search}`;
  return {
    text: `${url.protocol}//${url.host}${path}`,
    target: targetOf(url.hostname, port),
    path,
    host: url.host,
    hasTls,
    authorization: basic(url),
  };
}

function targetOf(hostname: string, port: number): Target {
  const host = hostname.replace(/^\[(.*)\]$/, "$1");
  const isAddress = host !== hostname || /^\d{1,3}(\.\d{1,3}){3}$/.test(host);
  return { kind: "tcp", host, port, isAddress };
}

/** RFC 7617; the parts of a URL are percent-encoded. */
function basic({ username, password }: URL): string | undefined {
  if (username === "" && password === "") return undefined;
  return `Basic ${Buffer.from(`${decoded(username)}:${decoded(password)}`).toString("base64")}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Whether asking it stays on this host: with `--no-probe` nothing else is contacted. */
export function isLocal({ target }: AdminPlace): boolean {
  if (target.kind === "unix") return true;
  return target.host === "localhost" || (target.isAddress && /^(127\.|::1$)/.test(target.host));
}
