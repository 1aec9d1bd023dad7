import type { Word } from "../ast.ts";
import { type Address, parseAddress } from "./address.ts";
import { cutScheme, NO_SCHEME, type PassKind, type PassScheme } from "./pass.ts";
import { hasVariables, piecesOf } from "./pieces.ts";
import type { Expand } from "./variables.ts";

/** Where one `*_pass` leads. */
export type PassTarget =
  /** The config spells it out. */
  | { readonly kind: "literal"; readonly scheme: PassScheme; readonly address: Known }
  /** A variable with this value leads there; nginx looks among its upstreams first, then resolves the name. */
  | {
      readonly kind: "value";
      readonly scheme: PassScheme;
      readonly address: Known;
      readonly condition: string;
    }
  /** Only a request can tell. */
  | { readonly kind: "unknown"; readonly scheme: PassScheme };

export type Known = Exclude<Address, { kind: "invalid" }>;

export interface PassTargets {
  /** Scheme and path taken off, as written: "api:8080", "unix:/run/x", "$backend". The upstream's name. */
  readonly authority: string;
  /** What follows the address, with its variables; empty where nothing does. */
  readonly uri: string;
  readonly hasVariables: boolean;
  /** Empty for an address that nginx refuses; then `error` says what it says. */
  readonly targets: readonly PassTarget[];
  readonly error: string | undefined;
}

/** Reads the argument of a `*_pass`. */
export function readTargets(kind: PassKind, word: Word, expand: Expand): PassTargets {
  if (hasVariables(word.text)) return variableTargets(kind, word.text, expand);
  const cut = cutScheme(kind, word.text);
  if (cut === undefined) return failed(word.text, "invalid URL prefix");
  const address = parseAddress(cut.rest, kind.takesUri);
  if (address.kind === "invalid") return failed(cut.rest, `${address.error} in upstream "${cut.rest}"`);
  const authority = cut.rest.slice(0, cut.rest.length - uriLength(address));
  const targets: readonly PassTarget[] = [{ kind: "literal", scheme: cut.scheme, address }];
  return { authority, uri: address.uri, hasVariables: false, targets, error: undefined };
}

function failed(authority: string, error: string): PassTargets {
  return { authority, uri: "", hasVariables: false, targets: [], error };
}

/** A path behind a unix socket is parted from it by a colon. */
function uriLength(address: Known): number {
  return address.uri === "" ? 0 : address.uri.length + (address.kind === "unix" ? 1 : 0);
}

function variableTargets(kind: PassKind, text: string, expand: Expand): PassTargets {
  const cut = cutScheme(kind, text);
  const prefix = cut?.scheme.text.length ?? variableScheme(text);
  const { authority, uri } = splitAtUri(text.slice(prefix), kind);
  // the path may hold anything; only what names the upstream is followed
  const before = text.slice(0, prefix) + authority;
  const values = expand(before);
  // a scheme that is spelled out would only stand on both sides
  const shown = (value: string): string => (cut === undefined ? value : value.slice(prefix));
  const targets = values.texts.flatMap((value) =>
    targetOfValue(kind, value, `${shown(before)} = ${shown(value)}`),
  );
  if (!values.isComplete || targets.length === 0)
    targets.push({ kind: "unknown", scheme: cut?.scheme ?? NO_SCHEME });
  return { authority, uri, hasVariables: true, targets, error: undefined };
}

/** Length of a scheme that is a variable itself, `$scheme://`. */
function variableScheme(text: string): number {
  return /^\$\{?\w+\}?:\/\//.exec(text)?.[0].length ?? 0;
}

/** A value that gives no address answers with an error for that request alone, so it is no target and no problem. */
function targetOfValue(kind: PassKind, value: string, condition: string): PassTarget[] {
  const cut = cutScheme(kind, value);
  const address = cut === undefined ? undefined : parseAddress(cut.rest, kind.takesUri);
  if (cut === undefined || address === undefined || address.kind === "invalid") return [];
  return [{ kind: "value", scheme: cut.scheme, address, condition }];
}

/** Cuts what follows the address: from the first `/` or `?`, for a unix socket behind its second colon. */
function splitAtUri(rest: string, kind: PassKind): { authority: string; uri: string } {
  if (!kind.takesUri) return { authority: rest, uri: "" };
  let at = 0;
  for (const piece of piecesOf(rest)) {
    const length = piece.kind === "text" ? piece.text.length : piece.raw.length;
    const found =
      piece.kind === "text"
        ? startOfUri(rest, at, piece.text)
        : at > 0 && isPathVariable(piece.name)
          ? 0
          : -1;
    if (found !== -1)
      return { authority: rest.slice(0, at + found), uri: withoutColon(rest.slice(at + found)) };
    at += length;
  }
  return { authority: rest, uri: "" };
}

function startOfUri(rest: string, at: number, text: string): number {
  if (!rest.startsWith("unix:")) return text.search(/[/?]/);
  return text.indexOf(":", at === 0 ? 5 : 0);
}

/** `http://api$request_uri`: these begin with a slash, so the address ends before them. */
function isPathVariable(name: string): boolean {
  return name === "request_uri" || name === "uri" || name === "document_uri" || name === "is_args";
}

function withoutColon(uri: string): string {
  return uri.startsWith(":") ? uri.slice(1) : uri;
}
