/** What uhc takes from a line of an access log. */
export type FieldName =
  | "start"
  | "status"
  | "flags"
  | "details"
  | "failure"
  | "peer"
  | "cluster"
  | "method"
  | "duration";
export type Fields = ReadonlyMap<FieldName, string>;

/** Command operators (docs: configuration/observability/access_log/usage) → what they give. */
const OPERATORS: ReadonlyMap<string, FieldName> = new Map<string, FieldName>([
  ["START_TIME", "start"],
  ["RESPONSE_CODE", "status"],
  ["RESPONSE_FLAGS", "flags"],
  ["RESPONSE_FLAGS_LONG", "flags"],
  ["RESPONSE_CODE_DETAILS", "details"],
  ["UPSTREAM_TRANSPORT_FAILURE_REASON", "failure"],
  ["UPSTREAM_HOST", "peer"],
  ["UPSTREAM_REMOTE_ADDRESS", "peer"],
  ["UPSTREAM_CLUSTER", "cluster"],
  ["UPSTREAM_CLUSTER_RAW", "cluster"],
  ["REQ(:METHOD)", "method"],
  ["DURATION", "duration"],
]);

/** The field that an operator gives: "%START_TIME(%Y)%" is START_TIME whatever its format. */
export function fieldOf(operator: string): FieldName | undefined {
  const bare = operator.replace(/:\d+$/, "");
  return OPERATORS.get(bare) ?? OPERATORS.get(bare.replace(/\(.*$/s, ""));
}

/** Keys that formats in JSON usually have for them, Envoy Gateway's and Istio's among them. */
export const USUAL_KEYS: ReadonlyMap<string, FieldName> = new Map<string, FieldName>([
  ["start_time", "start"],
  ["response_code", "status"],
  ["response_flags", "flags"],
  ["response_code_details", "details"],
  ["upstream_transport_failure_reason", "failure"],
  ["upstream_host", "peer"],
  ["upstream_cluster", "cluster"],
  ["method", "method"],
  ["duration", "duration"],
]);

interface TextPiece {
  readonly text: string;
}
interface OperatorPiece {
  readonly field: FieldName | undefined;
}
type Piece = TextPiece | OperatorPiece;

/** An operator may hold a format of its own in parentheses, with percent signs: "%START_TIME(%Y/%m/%d)%". */
const OPERATOR = /%([A-Z][A-Z0-9_]*(?:\([^)]*\))?(?::\d+)?)%/g;

/** Makes a function that takes lines of one text format apart; undefined for a line of another format. */
export function textSplitter(format: string): (line: string) => Fields | undefined {
  const pieces = piecesOf(format.replace(/\n$/, ""));
  return (line) => split(line, pieces);
}

function piecesOf(format: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of format.matchAll(OPERATOR)) {
    if (match.index > end) pieces.push({ text: format.slice(end, match.index) });
    pieces.push({ field: fieldOf(match[1] ?? "") });
    end = match.index + match[0].length;
  }
  if (end < format.length) pieces.push({ text: format.slice(end) });
  return pieces;
}

function split(line: string, pieces: readonly Piece[]): Fields | undefined {
  const fields = new Map<FieldName, string>();
  let at = 0;
  for (const [index, piece] of pieces.entries()) {
    if ("text" in piece) {
      if (!line.startsWith(piece.text, at)) return undefined;
      at += piece.text.length;
      continue;
    }
    const next = pieces[index + 1];
    // a value ends where the text behind it begins; two values side by side can't be told apart
    const end = next !== undefined && "text" in next ? line.indexOf(next.text, at) : line.length;
    if (end < 0) return undefined;
    if (piece.field !== undefined && !fields.has(piece.field)) fields.set(piece.field, line.slice(at, end));
    at = end;
  }
  return fields;
}
