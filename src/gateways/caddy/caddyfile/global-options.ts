import { type Json, type JsonMap, map } from "./json.ts";
import type { Bind, CustomLog } from "./run.ts";
import type { Token } from "./token.ts";

/** What the block of global options says. */
export interface GlobalOptions {
  httpPort: Numbered | undefined;
  httpsPort: Numbered | undefined;
  autoHttps: readonly Token[];
  defaultSni: Token | undefined;
  fallbackSni: Token | undefined;
  readonly defaultBinds: Bind[];
  readonly servers: ServerOptions[];
  readonly logs: CustomLog[];
  isDebug: Token | undefined;
  /** Fields at the top of the config: `admin`, `storage`. */
  readonly top: JsonMap;
  /** Apps that are options of their own. */
  readonly apps: JsonMap;
  /** Fields of the HTTP app. */
  readonly http: JsonMap;
  /** What certificates are obtained with, as fields of an issuer of ACME. */
  readonly acme: JsonMap;
  readonly issuers: JsonMap[];
  /** Fields of the TLS app. */
  readonly tls: JsonMap;
  /** Fields of the automation of certificates. */
  readonly automation: JsonMap;
  /** Fields that every policy of that automation gets. */
  readonly policy: JsonMap;
  readonly authorities: JsonMap;
  skipsInstallTrust: Token | undefined;
  localCerts: Token | undefined;
  /** `acme_dns`, which may name no provider: then that of `dns` counts. */
  acmeDns: { readonly at: Token; readonly provider: Json | undefined } | undefined;
}

export interface Numbered {
  readonly at: Token;
  readonly value: number;
}

/** A block `servers [address] { … }`. */
export interface ServerOptions {
  readonly at: Token;
  readonly address: string;
  readonly name: string;
  readonly settings: JsonMap;
  readonly logs: JsonMap;
}

export function noOptions(at: Token): GlobalOptions {
  return {
    httpPort: undefined,
    httpsPort: undefined,
    autoHttps: [],
    defaultSni: undefined,
    fallbackSni: undefined,
    defaultBinds: [],
    servers: [],
    logs: [],
    isDebug: undefined,
    top: map(at),
    apps: map(at),
    http: map(at),
    acme: map(at),
    issuers: [],
    tls: map(at),
    automation: map(at),
    policy: map(at),
    authorities: map(at),
    skipsInstallTrust: undefined,
    localCerts: undefined,
    acmeDns: undefined,
  };
}
