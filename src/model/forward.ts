import type { Location, Setting } from "./source.ts";
import type { Labels } from "./upstream-rules.ts";

/** What the gateway speaks to an endpoint. `tcp` and `udp` pass bytes on without looking at them. */
export type UpstreamProtocol = "http" | "grpc" | "fastcgi" | "uwsgi" | "scgi" | "memcached" | "tcp" | "udp";

export type HttpVersion = "1.0" | "1.1" | "2";

/** A text with parts that are known only when a request is there. Adjacent literals are joined; empty means "". */
export type Template = readonly (string | Placeholder)[];

export interface Placeholder {
  /**
   * What the client's request puts in: `request-uri` is the path with its query, as sent, `request-path` the path alone,
   * `request-query` the query with its `?`, or nothing. `endpoint-host` is the configured host of the endpoint that is
   * asked, `endpoint-authority` the same with the port unless it is the scheme's own, `endpoint-place` with the port in any
   * case. `request-arguments` is the query without its `?`, `https` "on" over TLS and else nothing, `own-request` the
   * `text` that each request of uhc gives. `unknown` for anything that uhc does not follow.
   */
  readonly kind:
    | "request-host"
    | "request-uri"
    | "request-path"
    | "request-query"
    | "request-arguments"
    | "own-request"
    | "scheme"
    | "https"
    | "client-address"
    | "endpoint-host"
    | "endpoint-authority"
    | "endpoint-place"
    | "unknown";
  /** As the config writes it, "$host". */
  readonly raw: string;
  /** Of `own-request`: what the variable is; empty for a header, say, that uhc does not send. */
  readonly text?: string;
  /** Of `request-path`: the file that is put behind a path that ends in a slash. */
  readonly index?: string;
}

/** How the path of a request becomes the path that the service sees. */
export type PathRewrite =
  | { readonly kind: "unchanged" }
  /** The matched prefix `from` is cut and `to` put in its place, as plain text. */
  | { readonly kind: "replace-prefix"; readonly from: string; readonly to: string }
  /** The whole path is the template; the client's path is not added. */
  | { readonly kind: "replace-all"; readonly to: Template }
  /** The first rule whose pattern (a regular expression) matches gives the whole path, else `otherwise` does. */
  | {
      readonly kind: "by-rule";
      readonly rules: readonly { readonly pattern: string; readonly replacement: string }[];
      readonly otherwise: PathRewrite;
    };

/** How a route asks its upstream: everything that shapes the bytes on the wire and the patience with the answer. */
export interface Forward {
  /** `Upstream.id`. */
  readonly upstream: string;
  readonly protocol: UpstreamProtocol;
  readonly httpVersion: Setting<HttpVersion>;
  /** HTTP/1.1 is spoken where the handshake does not agree on that version by ALPN. */
  readonly followsAlpn?: true;
  /** The Host header (or :authority) the service receives. */
  readonly host: Setting<Template>;
  /** Headers that the gateway sets or, with an empty value, removes; without Host. For FastCGI and its kin: parameters. */
  readonly headers: readonly HeaderSetting[];
  /** Headers that an outer block sets, and that are not sent here because an inner block has a list of its own. */
  readonly lostHeaders?: readonly HeaderSetting[] | undefined;
  readonly method: Setting<string> | undefined;
  readonly path: Setting<PathRewrite>;
  readonly tls: TlsSettings | undefined;
  readonly timeouts: Timeouts;
  readonly retry: Retry;
  /** Largest response header the gateway takes, in bytes; 0 where it does not look at any. */
  readonly responseHeaderBytes: Setting<number>;
  readonly buffersResponse: Setting<boolean>;
  /** Local address that connections are made from. */
  readonly sourceAddress: Setting<string> | undefined;
  /** Version of the PROXY protocol header that is sent first; 0 for none. */
  readonly proxyProtocol: Setting<0 | 1 | 2>;
  /** A rule of the gateway's own turns some of the upstream's answers into an error; its line. */
  readonly deniesAnswers?: Location | undefined;
  /** Labels of the endpoints that alone are asked; absent for all. */
  readonly labels?: Setting<Labels>;
  /** A filter of the gateway may ask for further labels, by what stands in the request. */
  readonly mayAddLabels?: true;
  /** Share of the requests in percent, where several upstreams divide them. */
  readonly share?: number;
  /** The line that names the upstream. */
  readonly location: Location;
}

export interface HeaderSetting {
  readonly name: string;
  readonly value: Template;
  /** A parameter of FastCGI and its kin that is left out where its value is empty; the others are sent empty. */
  readonly onlyIfNotEmpty?: boolean;
  readonly location: Location;
}

export type TlsVersion = "TLSv1" | "TLSv1.1" | "TLSv1.2" | "TLSv1.3";

/** The name in the client hello (RFC 6066 section 3). */
export type ServerName =
  | { readonly kind: "none" }
  | {
      readonly kind: "name";
      readonly name: Template;
      /** An address is never sent, as the RFC wants it. */
      readonly isNeverAddress?: true;
    };

export type Trust =
  | { readonly kind: "none" }
  | { readonly kind: "system" }
  | { readonly kind: "file"; readonly path: string }
  /** Certificates that stand in the config itself. */
  | { readonly kind: "inline"; readonly pem: string };

/** TLS from the gateway to an endpoint. */
export interface TlsSettings {
  readonly serverName: Setting<ServerName>;
  readonly verify: Setting<boolean>;
  /** The name that the certificate must carry when `verify` is on. */
  readonly verifyName: Setting<Template>;
  /** Whether an address in the certificate counts as that name. */
  readonly matchesAddresses: boolean;
  /** Rules of which the certificate's names must satisfy one, in place of `verifyName`. */
  readonly nameRules?: Setting<readonly NameRule[]>;
  /** Certificates allowed between the server's and a trusted one. */
  readonly verifyDepth: Setting<number>;
  readonly trust: Setting<Trust>;
  /** File of revocation lists. With one, every certificate of a chain but the root's must have a list that is in force. */
  readonly revocations?: Setting<string>;
  readonly versions: Setting<readonly TlsVersion[]>;
  /** In OpenSSL's notation. */
  readonly ciphers: Setting<string>;
  readonly alpn: Setting<readonly string[]>;
  readonly clientCertificate: ClientCertificate | undefined;
  /** A client certificate that the gateway gets from elsewhere while it runs, and that uhc can't show. */
  readonly unseenCertificate?: Setting<string>;
  readonly location: Location;
}

/** What one of a certificate's alternative names must be like. */
export interface NameRule {
  readonly type: "dns" | "uri" | "ip" | "email" | "any";
  readonly how: "exact" | "prefix" | "suffix" | "contains" | "regex";
  readonly text: string;
}

export interface ClientCertificate {
  readonly certificateFile: Setting<string>;
  readonly keyFile: Setting<string>;
}

/** How long the gateway waits. Undefined where it has no such limit. */
export interface Timeouts {
  readonly connectMs: Setting<number>;
  /** TLS handshake, counted from the connected socket. */
  readonly handshakeMs: Setting<number>;
  /** Longest pause between two writes. */
  readonly sendIdleMs: Setting<number> | undefined;
  /** Longest silence between two reads; also bounds the wait for the first byte. */
  readonly readIdleMs: Setting<number>;
  /** The whole request. */
  readonly requestMs: Setting<number> | undefined;
  /** Longest pauses of the client: in its body, and in taking the answer. Absent where the gateway has no such limits. */
  readonly client?: { readonly bodyIdleMs: Setting<number>; readonly answerIdleMs: Setting<number> };
}

export type RetryCondition =
  | "error"
  | "timeout"
  | "invalid-header"
  | "unsafe-methods"
  | { readonly status: number };

export interface Retry {
  readonly on: Setting<readonly RetryCondition[]>;
  /** Endpoints tried for one request at most; 0 for all of them. */
  readonly attempts: Setting<number>;
  /** Limit over all attempts; 0 for none. */
  readonly totalMs: Setting<number>;
}
