import { complaint, type Setter } from "./complaint.ts";

/**
 * What PCRE2 says of a pattern that no release of it takes: brackets that are open at the end, or a quantifier with nothing
 * before it. All else is left to PCRE2: its syntax is larger than any that could be held against it here.
 */
export function patternProblem(pattern: string): string | undefined {
  const wrong = firstMistake(pattern);
  return wrong === undefined ? undefined : `pcre2_compile() failed: ${wrong} in "${pattern}"`;
}

function firstMistake(pattern: string): string | undefined {
  // quoted text, comments and verbs have rules of their own
  if (/\\[QE]|\(\?#|\(\*|\(\?[a-z^-]*x|\(\?\[/.test(pattern)) return undefined;
  let depth = 0;
  let isStart = true;
  let stars = 0;
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern.charAt(at);
    if (char === "\\") {
      if (at + 1 === pattern.length) return "\\ at end of pattern";
      at++;
    } else if (char === "[") {
      at = endOfClass(pattern, at);
      if (at < 0) return "missing terminating ] for character class";
    } else if (char === "(") depth++;
    else if (char === ")" && --depth < 0) return "unmatched closing parenthesis";
    else if (isStart && /[*+?]/.test(char) && !(char === "?" && pattern.charAt(at - 1) === "("))
      return "quantifier does not follow a repeatable item";
    // one more `+` or `?` behind a quantifier says how greedy it is
    stars = char === "*" || (stars > 0 && /[+?]/.test(char)) ? stars + 1 : 0;
    if (char === "*" && stars > 1) return "quantifier does not follow a repeatable item";
    isStart = char === "(" || char === "|";
  }
  return depth > 0 ? "missing closing parenthesis" : undefined;
}

/** The closing bracket; a `]` right behind the opening one, or behind its `^`, is a member. */
function endOfClass(pattern: string, from: number): number {
  let at = from + 1;
  if (pattern.charAt(at) === "^") at++;
  if (pattern.charAt(at) === "]") at++;
  for (; at < pattern.length; at++) {
    const char = pattern.charAt(at);
    if (char === "]") return at;
    if (char === "\\") at++;
    else if (/^\[[:.=]/.test(pattern.slice(at, at + 2))) {
      const close = pattern.indexOf(`${pattern.charAt(at + 1)}]`, at + 2);
      if (close > 0) at = close + 1;
    }
  }
  return -1;
}

/** The arguments that are patterns: those behind `~` and `~*`, or all of them. */
const marked = (text: string): string | undefined => /^~\*?(.*)$/s.exec(text)?.[1];

/** The modifier may stand in front of the pattern without a blank. */
const location: Setter = ([first = "", second]) => {
  const pattern = second === undefined ? marked(first) : /^~\*?$/.test(first) ? second : undefined;
  const wrong = pattern === undefined ? undefined : patternProblem(pattern);
  return wrong === undefined ? undefined : complaint(wrong, second === undefined ? 0 : 1);
};

function among(
  texts: readonly string[],
  patternOf: (text: string) => string | undefined,
): ReturnType<Setter> {
  for (const [word, text] of texts.entries()) {
    const pattern = patternOf(text);
    const wrong = pattern === undefined ? undefined : patternProblem(pattern);
    if (wrong !== undefined) return complaint(wrong, word);
  }
  return undefined;
}

/** ngx_http_core_server_name. `~` in front makes a pattern of a name; an empty name is one for requests without a Host. */
const serverName: Setter = (texts) => {
  for (const [word, text] of texts.entries()) {
    if (text === "~") return complaint(`empty regex in server name "${text}"`, word);
    if (text.startsWith("*") && !/^\*\../.test(text))
      return complaint(`server name "${text}" is invalid`, word);
  }
  return among(texts, afterTilde);
};

const afterTilde = (text: string): string | undefined => (text.startsWith("~") ? text.slice(1) : undefined);

export const PATTERN_SETTERS: Readonly<Record<string, Setter>> = {
  location,
  server_name: serverName,
  valid_referers: (texts) => among(texts, afterTilde),
  rewrite: (texts) => among(texts.slice(0, 1), (text) => text),
  gzip_disable: (texts) => among(texts, (text) => text),
  fastcgi_split_path_info: (texts) => among(texts, (text) => text),
  proxy_redirect: (texts) => among(texts.slice(0, 1), marked),
  proxy_cookie_domain: (texts) => among(texts.slice(0, 1), marked),
  proxy_cookie_path: (texts) => among(texts.slice(0, 1), marked),
  proxy_cookie_flags: (texts) => among(texts.slice(0, 1), marked),
  if: (texts) => {
    const operator = texts.findIndex((text) => /^!?~\*?$/.test(text));
    const pattern = texts[operator + 1];
    if (operator < 0 || pattern === undefined) return undefined;
    // the parenthesis that closes the condition stands at the end of the last word
    const isLast = operator + 2 === texts.length;
    const wrong = patternProblem(isLast ? pattern.replace(/\)$/, "") : pattern);
    return wrong === undefined ? undefined : complaint(wrong, operator + 1);
  },
};
