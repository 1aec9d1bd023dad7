/** What an error text says of something that the service needs. */
export interface DependencySentence {
  readonly name: string;
  readonly detail: string;
}

/** Sentences that frameworks print when a dependency fails, and the thing they are about, where they do not name it. */
const KNOWN: readonly (readonly [RegExp, string | undefined])[] = [
  [/Error establishing a database connection/i, "the database"],
  [/SQLSTATE\[(?:HY000|08006|08001)\]/, "the database"],
  [/could not connect to server: Connection refused|psycopg2?\.OperationalError/, "the database"],
  [/Communications link failure|Can't reach database server|SequelizeConnection\w*Error/, "the database"],
  [/establishing a connection to SQL Server/, "SQL Server"],
  [/redis\.exceptions\.ConnectionError|Error connecting to Redis|READONLY You can't write/i, "Redis"],
  [/MongoNetworkError|MongoServerSelectionError/, "MongoDB"],
  [/\b(?:ECONNREFUSED|ETIMEDOUT|EHOSTUNREACH) ([\w.:[\]-]{3,80})/, undefined],
  [/\bgetaddrinfo (?:ENOTFOUND|EAI_AGAIN) ([\w.-]{1,80})/, undefined],
  [/HTTPS?ConnectionPool\(host='([\w.-]{1,80})'/, undefined],
];

/** Kinds of things that services depend on, as error texts call them. */
const KIND =
  "(?:primary |main |backend )?(?:databases?|db|postgres(?:ql)?|mysql|mariadb|mongo(?:db)?|redis|memcached|cache|kafka|rabbitmq|amqp|" +
  "message queue|message broker|broker|elasticsearch|opensearch|ldap|object storage|storage backend)";
/** "failed to connect to Redis", "can't reach the payments service", "lost connection to MySQL server". */
const WAY_TO =
  "(?:could not|cannot|can't|failed to|unable to|failure to|error) (?:re)?(?:connect(?:ing)? to|reach(?:ing)?|contact(?:ing)?)|" +
  "(?:lost|no) connection to|connection to";
/** What is said of a thing that does not work. */
const FAILS =
  "(?:is |are |was |has )?(?:currently )?(?:unavailable|unreachable|down|offline|refused|failed|timed ?out|not (?:available|reachable|responding))";
const GENERAL: readonly RegExp[] = [
  new RegExp(
    `\\b(?:${WAY_TO}) (?:the |our )?["']?(?<name>${KIND}|[\\w.-]{2,40} (?:service|api|server|broker|cluster))\\b`,
    "i",
  ),
  new RegExp(`\\b(?<name>${KIND})(?: (?:connection|server|cluster|service|host))?:? ${FAILS}\\b`, "i"),
  new RegExp(`\\b(?<name>${KIND})(?: connection)?: (?:connection|dial|connect|i/o|timeout)\\b`, "i"),
  /\bdial (?:tcp|unix)4?6? (?<name>[\w.:[\]/-]{3,80}?)(?=: |$)/,
];

const DETAIL = 120;

/**
 * The things that a text, in which a service tells why it fails, says it could not reach. What frameworks write in known words comes
 * first; only where there is none of it, looser sentences count, and of those one alone.
 */
export function dependencySentences(text: string): readonly DependencySentence[] {
  const known = KNOWN.flatMap(([sentence, name]) => {
    const match = sentence.exec(text);
    return match === null ? [] : [{ name: name ?? match[1] ?? "", detail: match[0] }];
  });
  if (known.length > 0) return known;
  for (const sentence of GENERAL) {
    const match = sentence.exec(text);
    const name = match?.groups?.name;
    if (match !== null && name !== undefined)
      return [{ name, detail: text.slice(match.index, match.index + DETAIL).trim() }];
  }
  return [];
}
