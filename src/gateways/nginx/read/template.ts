import type { Placeholder, Template } from "../../../model/forward.ts";
import { nearest, wordText } from "../context.ts";
import { documentRoot } from "./document-root.ts";
import { ownRequestText } from "./own-request.ts";
import type { PassContext } from "./pass-context.ts";
import { type Piece, piecesOf } from "./pieces.ts";
import { proxyHost, proxyPort } from "./proxy-host.ts";

/** What a word with variables is read with. */
type TemplateContext = Pick<PassContext, "reading" | "scope" | "lookup" | "address" | "scheme">;

/** Variables that come from the request, by what they stand for. */
const FROM_REQUEST: ReadonlyMap<string, Placeholder["kind"]> = new Map([
  ["host", "request-host"],
  ["http_host", "request-host"],
  ["request_uri", "request-uri"],
  ["uri", "request-path"],
  ["document_uri", "request-path"],
  ["args", "request-arguments"],
  ["query_string", "request-arguments"],
  ["scheme", "scheme"],
  ["https", "https"],
  ["remote_addr", "client-address"],
  ["proxy_add_x_forwarded_for", "client-address"],
  ["proxy_protocol_addr", "client-address"],
  ["realip_remote_addr", "client-address"],
]);

/** So many `set` variables made of `set` variables are followed; it bounds those that double each other. */
const MOST_FOLLOWED = 50;

const MOST_KNOWN = 10_000;

interface Budget {
  left: number;
}

/** Reads a word with variables; adjacent texts are joined, and what is not known stays as a placeholder. */
export function toTemplate(text: string, context: TemplateContext): Template {
  const { templates } = context.reading;
  const known = templates.get(text);
  if (known !== undefined) return known;
  const pieces = piecesOf(text);
  const template = joinTexts(partsOf(pieces, context, { left: MOST_FOLLOWED }));
  const isSame = pieces.every((piece) => piece.kind === "text" || isFromRequest(piece.name));
  if (isSame && templates.size < MOST_KNOWN) templates.set(text, template);
  return template;
}

function partsOf(
  pieces: readonly Piece[],
  context: TemplateContext,
  budget: Budget,
): readonly (string | Placeholder)[] {
  const all: (string | Placeholder)[] = [];
  for (const [index, piece] of pieces.entries()) {
    // $is_args is the `?` of a query that is there: $args behind it stands for both
    if (piece.kind === "text") all.push(piece.text);
    else if (piece.name === "is_args" && isArgs(pieces[index + 1])) continue;
    else if (isArgs(piece) && isMark(pieces[index - 1])) all.push({ kind: "request-query", raw: piece.raw });
    else all.push(...partsOfVariable(piece, context, budget));
  }
  return all;
}

function partsOfVariable(
  piece: Extract<Piece, { kind: "variable" }>,
  context: TemplateContext,
  budget: Budget,
): readonly (string | Placeholder)[] {
  if (piece.name === "proxy_host") return proxyHost(context);
  if (piece.name === "proxy_port") return [proxyPort(context)];
  if (piece.name === "fastcgi_script_name")
    return [{ kind: "request-path", raw: piece.raw, index: scriptIndex(context) }];
  const file = fileText(piece.name, context);
  if (file !== undefined && budget.left-- > 0) return partsOf(piecesOf(file), context, budget);
  const text = ownRequestText(piece.name);
  if (text !== undefined) return [{ kind: "own-request", raw: piece.raw, text }];
  const fromRequest = FROM_REQUEST.get(piece.name);
  if (fromRequest !== undefined && isFromRequest(piece.name)) return [{ kind: fromRequest, raw: piece.raw }];
  const values = budget.left > 0 ? context.lookup(piece.name) : undefined;
  budget.left -= 1;
  if (values?.own !== undefined) return [{ kind: "own-request", raw: piece.raw, text: values.own }];
  const [only, other] = values?.texts ?? [];
  if (values?.isComplete && only !== undefined && other === undefined)
    return partsOf(piecesOf(only), context, budget);
  return [{ kind: fromRequest ?? "unknown", raw: piece.raw }];
}

/** `fastcgi_index` of the location: `$fastcgi_script_name` of a folder ends in it. */
function scriptIndex({ scope }: TemplateContext): string {
  const [index] = nearest(scope, "fastcgi_index");
  return index === undefined ? "" : (wordText(index, 0) ?? "");
}

/** Links are not followed: they lie on the host of the gateway. */
function fileText(name: string, { scope, reading }: TemplateContext): string | undefined {
  if (name === "document_root" || name === "realpath_root") return documentRoot(scope, reading.prefix)?.text;
  if (name !== "request_filename") return undefined;
  const root = documentRoot(scope, reading.prefix);
  return root === undefined || root.isAlias ? undefined : `${root.text}$uri`;
}

/** The listeners may say which scheme it is; the rest of them no line of a config can decide. */
function isFromRequest(name: string): boolean {
  return name !== "scheme" && FROM_REQUEST.has(name);
}

function isArgs(piece: Piece | undefined): boolean {
  return piece?.kind === "variable" && FROM_REQUEST.get(piece.name) === "request-arguments";
}

function isMark(piece: Piece | undefined): boolean {
  return piece?.kind === "variable" && piece.name === "is_args";
}

function joinTexts(all: readonly (string | Placeholder)[]): Template {
  const joined: (string | Placeholder)[] = [];
  for (const part of all) {
    const last = joined.at(-1);
    if (part === "") continue;
    if (typeof part === "string" && typeof last === "string") joined[joined.length - 1] = last + part;
    else joined.push(part);
  }
  return joined;
}
