import type { Dispenser } from "./dispenser.ts";
import type { GlobalOptions } from "./global-options.ts";
import type { Json, JsonMap } from "./json.ts";
import { Refusal } from "./refusal.ts";
import type { Token } from "./token.ts";

/** What is shared while one Caddyfile is turned into JSON. */
export interface Run {
  readonly options: GlobalOptions;
  readonly directives: ReadonlyMap<string, Directive>;
  readonly since: (version: string) => boolean;
  readonly onNote: (note: string) => void;
  readonly onProblem: (refusal: Refusal) => void;
  /** In what order directives are applied; the option `order` changes it. */
  order: readonly string[];
  /** How many groups of routes have a name so far. */
  groups: number;
  /** How many access logs have a name so far. */
  logs: number;
  /** The tags that certificates of `tls CERT KEY` were given. */
  readonly certificateTags: Map<string, string>;
  /** Named routes that the directives read so far invoke. */
  readonly invoked: Map<string, Token>;
}

/** Where a directive stands: the matchers that are defined around it, and the files of its site. */
export interface Helper {
  readonly run: Run;
  readonly matchers: ReadonlyMap<string, JsonMap>;
  /** The files that the block of the site was written in. */
  readonly files: readonly string[];
}

/** Reads a directive; the dispenser stands before its name. */
export type Directive = (d: Dispenser, helper: Helper) => readonly ConfigValue[];

/** Reads a directive that is an HTTP handler, whose first argument may be a matcher. */
export type Handler = (d: Dispenser, helper: Helper) => JsonMap;

/** A route of Caddy: the handlers for the requests that one of the sets of matchers takes. */
export interface Route {
  readonly at: Token;
  readonly matchers: readonly JsonMap[];
  readonly handlers: readonly JsonMap[];
  readonly group: string;
  readonly isTerminal: boolean;
}

/** What a directive says, by the place in the JSON that it goes to (`ConfigValue`, httpcaddyfile/directives.go). */
export type ConfigValue =
  | { readonly kind: "route"; readonly directive: string; readonly route: Route }
  | { readonly kind: "routes"; readonly directive: string; readonly routes: readonly Route[] }
  | { readonly kind: "error-routes"; readonly routes: readonly Route[] }
  | { readonly kind: "bind"; readonly bind: Bind }
  | { readonly kind: "log"; readonly log: CustomLog }
  | { readonly kind: "connection-policy"; readonly policy: JsonMap }
  | {
      readonly kind: "certificate";
      readonly loader: "load_files" | "load_folders";
      readonly value: Json;
    }
  | { readonly kind: "issuer"; readonly issuer: JsonMap }
  | { readonly kind: "certificate-manager"; readonly manager: JsonMap }
  | { readonly kind: "automation"; readonly settings: JsonMap }
  | { readonly kind: "force-automate" }
  | { readonly kind: "invoked"; readonly name: Token }
  | { readonly kind: "authority"; readonly name: string; readonly authority: JsonMap };

export interface Bind {
  readonly addresses: readonly Token[];
  readonly protocols: readonly Token[];
}

export interface CustomLog {
  readonly at: Token;
  readonly name: string;
  readonly hostnames: readonly Token[];
  readonly isWithoutHostname: boolean;
  /** Undefined where nothing is set. */
  readonly settings: JsonMap | undefined;
}

/** Tries to read a piece; what Caddy refuses becomes a problem, and the reading goes on behind it. */
export function attempt<Result>(run: Run, read: () => Result): Result | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    run.onProblem(error);
    return undefined;
  }
}
