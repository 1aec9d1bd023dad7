import type { JsonMap } from "./json.ts";
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
  admin: JsonMap | undefined;
  storage: JsonMap | undefined;
  persistConfig: Token | undefined;
  /** Fields of the HTTP app. */
  readonly http: JsonMap;
  /** What certificates are obtained with, by the option's name. */
  readonly acme: JsonMap;
  readonly issuers: JsonMap[];
  /** Options of the TLS app, by the option's name. */
  readonly tls: JsonMap;
  readonly authorities: JsonMap[];
  filesystems: JsonMap | undefined;
  skipsInstallTrust: Token | undefined;
  localCerts: Token | undefined;
  keyType: Token | undefined;
  preferWildcard: Token | undefined;
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
