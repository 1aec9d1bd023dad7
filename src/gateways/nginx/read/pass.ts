import type { UpstreamProtocol } from "../../../model/forward.ts";
import { type SettingNames, settingNames } from "./setting-names.ts";

/** A directive that hands requests to an upstream. */
export interface PassKind {
  readonly directive: string;
  readonly names: SettingNames;
  readonly protocol: UpstreamProtocol;
  readonly schemes: readonly PassScheme[];
  readonly needsScheme: boolean;
  /** Whether a path may follow the address. */
  readonly takesUri: boolean;
}

export interface PassScheme {
  /** With its colon and slashes. */
  readonly text: string;
  readonly hasTls: boolean;
  /** Undefined: nginx refuses an address without a port. */
  readonly defaultPort: number | undefined;
}

const plain = (text: string, defaultPort: number | undefined): PassScheme => ({
  text,
  hasTls: false,
  defaultPort,
});
const secure = (text: string, defaultPort: number | undefined): PassScheme => ({
  text,
  hasTls: true,
  defaultPort,
});

/** What an address without a scheme means. */
export const NO_SCHEME: PassScheme = plain("", undefined);

function bare(protocol: "fastcgi" | "scgi" | "memcached"): PassKind {
  const directive = `${protocol}_pass`;
  return {
    directive,
    names: settingNames(protocol),
    protocol,
    schemes: [],
    needsScheme: false,
    takesUri: false,
  };
}

/** The directives of HTTP locations (ngx_http_{proxy,grpc,fastcgi,uwsgi,scgi,memcached}_module.c). */
export const HTTP_PASSES: readonly PassKind[] = [
  {
    directive: "proxy_pass",
    names: settingNames("proxy"),
    protocol: "http",
    schemes: [plain("http://", 80), secure("https://", 443)],
    needsScheme: true,
    takesUri: true,
  },
  {
    directive: "grpc_pass",
    names: settingNames("grpc"),
    protocol: "grpc",
    schemes: [plain("grpc://", undefined), secure("grpcs://", undefined)],
    needsScheme: false,
    takesUri: false,
  },
  bare("fastcgi"),
  {
    directive: "uwsgi_pass",
    names: settingNames("uwsgi"),
    protocol: "uwsgi",
    schemes: [plain("uwsgi://", undefined), secure("suwsgi://", undefined)],
    needsScheme: false,
    takesUri: false,
  },
  bare("scgi"),
  bare("memcached"),
];

function streamPass(protocol: "tcp" | "udp"): PassKind {
  const names = settingNames("proxy");
  return { directive: "proxy_pass", names, protocol, schemes: [], needsScheme: false, takesUri: false };
}

/** `proxy_pass` of a stream server; whether it is TCP or UDP is up to the listener. */
export const STREAM_PASSES = { tcp: streamPass("tcp"), udp: streamPass("udp") } as const;

/** Cuts the scheme off; undefined where one must stand and none does. */
export function cutScheme(kind: PassKind, text: string): { scheme: PassScheme; rest: string } | undefined {
  const lower = text.slice(0, 10).toLowerCase();
  const scheme = kind.schemes.find((known) => lower.startsWith(known.text));
  if (scheme !== undefined) return { scheme, rest: text.slice(scheme.text.length) };
  return kind.needsScheme ? undefined : { scheme: NO_SCHEME, rest: text };
}
