// Data table: what secrets look like. Every repetition is bounded or can't be tried twice, so no text takes long.

/** Names of fields whose whole value is a secret. */
export const SECRET_FIELD =
  /^(?:password|passwd|secret|token|api[_-]?key|authorization|cookie|private[_-]?key|client[_-]?secret)$/i;

/** Names of headers whose whole value is a secret. */
export const SECRET_HEADER =
  /^(?:[a-z0-9]{1,16}[-_]){0,4}(?:authorization|cookie2?|api[-_]?key|token|secret|signature|password|credential|subscription-key)$/i;

const SHAPES = [
  /** OpenAI, Anthropic, LiteLLM and those who copy them: at least one digit, so that no host name is taken for one. */
  "sk-(?=[A-Za-z_-]{0,64}[0-9])[A-Za-z0-9_-]{16,}",
  "gh[pousr]_[A-Za-z0-9]{20,}",
  "github_pat_[A-Za-z0-9_]{20,}",
  "glpat-[A-Za-z0-9_-]{16,}",
  "(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Z0-9])",
  "xox[abeoprs]-[A-Za-z0-9-]{10,}",
  "hf_[A-Za-z0-9]{20,}",
  "AIza[A-Za-z0-9_-]{35}",
  "npm_[A-Za-z0-9]{30,}",
  "dop_v1_[a-f0-9]{40,}",
  "hv[sbr]\\.[A-Za-z0-9_-]{20,}",
  "(?:sk|rk|pk)_(?:live|test)_[A-Za-z0-9]{10,}",
  /** JSON Web Token, RFC 7519: `eyJ` is the Base64 of `{"`. */
  "eyJ[A-Za-z0-9_-]{6,}\\.[A-Za-z0-9_-]{4,}(?:\\.[A-Za-z0-9_-]*)?",
];

/** Keys and tokens that are known by their shape alone. */
export const SECRET_TOKEN = new RegExp(`(?<![A-Za-z0-9_-])(?:${SHAPES.join("|")})`, "g");

const NAMES = [
  "passw(?:or)?d",
  "passphrase",
  "pwd",
  "secret(?:[_-]?(?:access[_-]?)?key)?",
  "token",
  "api[_-]?key",
  "access[_-]?key(?:[_-]?id)?",
  "private[_-]?key",
  "credentials?",
  "(?:php|j)?sess(?:ion)?[_-]?id",
].join("|");

/** Names that are secrets only in the query of a URL. */
const QUERY_NAMES = "key|sig|signature|auth|pass|code|sid|session|jwt";

const VALUE = `(?:"([^"\\r\\n]*)"|'([^'\\r\\n]*)'|((?:\\[redacted\\]|[^\\s"'&;,<>)}\\]|])+))`;

/** A name and its value: group 1 is all before the value, 2 to 4 the value in double, single or no quotes. */
export const SECRET_WORD = new RegExp(
  `((?:(?:${NAMES})\\\\?["']?\\s{0,4}[=:]\\s{0,4}(?:\\\\(?="))?)|[?&](?:${QUERY_NAMES})=)${VALUE}`,
  "gi",
);

/** Words that follow "Basic" or "Bearer" in a sentence, where a secret follows in a header. */
const PROSE = "tokens?|auth[a-z]*|credentials?|schemes?|realm|access|headers?|challenge";

/** The scheme of an Authorization header (group 1) with what follows it. */
export const SECRET_SCHEME = new RegExp(
  `\\b([Bb]asic|[Bb]earer|BASIC|BEARER)\\s{1,4}(?!(?:${PROSE})\\b)[A-Za-z0-9+/_~.=-]{6,}`,
  "g",
);

/** A command that logs in, as the script of a check sends it: "AUTH <password>" of Redis, "PASS" of mail servers and FTP. */
export const SECRET_COMMAND =
  /((?:^|\bsend(?:-lf)?[ \t]{1,8}["']?)(?:AUTH|PASS)(?:\\? ){1,4})(?!\[redacted\])[^\s"'\\]{1,512}(?=\r?\n|\\[rn]|["']|$)/g;

/**
 * Some part of each shape above, and of what stands before a secret elsewhere: a text without any of these holds no
 * secret that is known by its look. Nearly all texts of a report are told apart by this one look.
 */
export const MAY_HOLD_SECRET =
  /[@?&]|-u|--|key|token|secret|sign|auth|cookie|pass|pwd|cred|sess|basic|bearer|sk-|gh[pousr]_|glpat|github_pat|akia|asia|xox|hf_|aiza|npm_|dop_v1|hv[sbr]\.|eyj|[srp]k_/i;
