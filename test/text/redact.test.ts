import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { redactText, redactValue } from "../../src/text/redact.ts";

/** Each line: a text as it comes, and what may be shown of it. */
const CASES: readonly (readonly [string, string])[] = [
  ["http://admin:hunter2@10.0.0.5:8080/x", "http://[redacted]@10.0.0.5:8080/x"],
  ["connect to https://ghp_token@git.example/ failed", "connect to https://[redacted]@git.example/ failed"],
  ["redis://:p@ss@cache:6379/0", "redis://[redacted]@cache:6379/0"],
  [
    'invalid port in upstream "u:hunter2@10.0.0.5:80/x"',
    'invalid port in upstream "[redacted]@10.0.0.5:80/x"',
  ],
  ["Authorization: Bearer abc.def-ghi", "Authorization: Bearer [redacted]"],
  ["authorization: Basic dXNlcjpwYXNz → 401", "authorization: Basic [redacted] → 401"],
  [
    'proxy_set_header Authorization "Basic dXNlcjpwYXNz";',
    'proxy_set_header Authorization "Basic [redacted]";',
  ],
  [
    "proxy_set_header Authorization $http_authorization;",
    "proxy_set_header Authorization $http_authorization;",
  ],
  ["proxy_set_header X-Api-Key abcdef0123456789;", "proxy_set_header X-Api-Key [redacted];"],
  ["curl -H 'Cookie: session=abc; theme=dark' http://h/", "curl -H 'Cookie: [redacted]' http://h/"],
  ["Set-Cookie: id=a3fWa; Expires=Thu", "Set-Cookie: [redacted]"],
  ['Proxy-Authorization: Digest username="Mufasa", response="66"', "Proxy-Authorization: [redacted]"],
  ['{"Authorization": "Bearer xyz", "a": 1}', '{"Authorization": "Bearer [redacted]", "a": 1}'],
  ["the key is sk-proj-abcDEF0123456789abcDEF.", "the key is [redacted]."],
  ["AKIAIOSFODNN7EXAMPLE", "[redacted]"],
  ["t=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln", "t=[redacted]"],
  [
    "GET /v1?key=AbC&user=x&password=hunter2 HTTP/1.1",
    "GET /v1?key=[redacted]&user=x&password=[redacted] HTTP/1.1",
  ],
  ['{"db_password":"hunter2","host":"db"}', '{"db_password":"[redacted]","host":"db"}'],
  ["MYSQL_ROOT_PASSWORD='hunter2'", "MYSQL_ROOT_PASSWORD='[redacted]'"],
  ["AUTH hunter2\r\n", "AUTH [redacted]\r\n"],
  ['tcp-check send "AUTH hunter2\\r\\n"', 'tcp-check send "AUTH [redacted]\\r\\n"'],
  ["tcp-check send AUTH\\ hunter2\\r\\n", "tcp-check send AUTH\\ [redacted]\\r\\n"],
  ["-NOAUTH Authentication required.", "-NOAUTH Authentication required."],
  ["curl -u admin:hunter2 http://h/", "curl -u [redacted] http://h/"],
  ["mysql --password hunter2 db", "mysql --password [redacted] db"],
  ["a -----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY----- b", "a [redacted] b"],
  ["cut -----BEGIN PRIVATE KEY-----\nMIIE", "cut [redacted]"],
  ["bearer token://http://admin:hunter2@10.0.0.5:8080/x", "bearer token:[redacted]"],
];

/** One token of each shape, alone: no word around it tells what it is. */
const TOKENS = [
  "sk-ant-api03-abcdefghijklmnop",
  "ghp_abcdefghijklmnopqrstuvwx",
  "github_pat_11ABCDEFG0abcdefghijklmnop",
  "glpat-abcdefghijklmnopqrst",
  "ASIAIOSFODNN7EXAMPLE",
  "xoxb-1234567890-abcdef",
  "hf_abcdefghijklmnopqrstuvwx",
  `AIza${"a1b2c".repeat(7)}`,
  `npm_${"a1b2c3".repeat(6)}`,
  `dop_v1_${"0123456789".repeat(4)}`,
  "hvs.abcdefghijklmnopqrstuvwx",
  "rk_live_abcdefghijkl",
  "eyJhbGciOiJ.eyJzdWIi",
];

/** Texts of everyday reports that hold no secret. */
const HARMLESS = [
  "tls-certificate-expired",
  "/etc/nginx/conf.d/api.conf:14",
  "/run/secrets/api_token:14",
  "proxy_ssl_certificate_key /etc/ssl/private/api.key;",
  "the service wants basic authentication, and the gateway sends no Authorization header",
  "answers 401 to the request without a bearer token",
  "GET /api/ HTTP/1.0 → 200 in 9 ms",
  "write to ops@example.com at 02:10:31",
  "image: registry:5000/nginx:1.27@sha256:0123abcd",
  "openssl s_client -connect 10.0.0.5:8443 -noservername </dev/null",
  "sk-frontend.internal:8080",
  "2024/01/02 03:04:05 [error] 1#1: *2 no live upstreams while connecting to upstream",
  "journalctl -u api.service -n 50",
  "sudo -u www-data test -w /run/app.sock; echo $?",
  "systemctl --user status api",
  "user@example.org wrote: see http://h/a?x=1&page=2",
  "SSL_do_handshake() failed (SSL: error:0A000460:SSL routines::tlsv1 unrecognized name:SSL alert number 112)",
];

it.each(TOKENS)("takes out %s by its shape alone", (token) => {
  expect(redactText(`upstream ${token} sent`)).toBe("upstream [redacted] sent");
});

describe("redactText", () => {
  it.each(CASES)("shows of %j only %j", (text, shown) => {
    expect(redactText(text)).toBe(shown);
  });

  it.each(HARMLESS)("leaves %j alone", (text) => {
    expect(redactText(text)).toBe(text);
  });

  it("changes nothing more the second time", () => {
    const parts = fc.constantFrom(
      ...CASES.map(([text]) => text),
      ...HARMLESS,
      '"',
      "'",
      "\\",
      ":",
      "=",
      " ",
      "\n",
      "@",
      "://",
      "token",
      "$a",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(parts, fc.string({ maxLength: 6 })), { maxLength: 12 }), (texts) => {
        const once = redactText(texts.join(""));
        expect(redactText(once)).toBe(once);
      }),
      { numRuns: 2000 },
    );
  });

  it("hides a planted secret whatever stands around it", () => {
    const secret = "sk-live-0123456789abcdefABCDEF";
    const wrap = fc.constantFrom(
      "Authorization: Bearer %",
      "http://u:%@h/",
      "?api_key=%",
      '{"password":"%"}',
      "Cookie: a=%",
      "%",
    );
    fc.assert(
      fc.property(fc.string(), wrap, fc.string(), (before, form, after) => {
        expect(redactText(`${before} ${form.replace("%", secret)} ${after}`)).not.toContain(secret);
      }),
    );
  });

  it.each([
    "://",
    "-----BEGIN PRIVATE KEY-----",
    "eyJaaaaaaaa.",
    "sk-",
    'password="',
    "password='\"",
    "Cookie: ",
    'Authorization "',
    "'Cookie: ",
    "a-a-a-token ",
    "Bearer ",
    "x://y:z",
    "_header ",
    "--user ",
    '\\"token\\":\\"',
  ])("takes time in proportion to the text for many %j", (piece) => {
    const text = piece.repeat(Math.ceil(400_000 / piece.length));
    expect(typeof redactText(text)).toBe("string");
  });
});

describe("redactValue", () => {
  it("sees headers given as pairs of name and value, and fields by their name", () => {
    const value = {
      headers: [
        ["Cookie", "a=1"],
        ["Server", "x"],
      ],
      password: "p",
      list: ["http://a:b@h/"],
    };
    expect(redactValue(value)).toEqual({
      headers: [
        ["Cookie", "[redacted]"],
        ["Server", "x"],
      ],
      password: "[redacted]",
      list: ["http://[redacted]@h/"],
    });
  });
});

/** What secrets and their surroundings are made of, whole and in halves. */
const FRAGMENTS = [
  ..."sk- ghp_ gho_ github_pat_ glpat- AKIA ASIA xoxb- hf_ AIza npm_ dop_v1_ hvs. sk_live_ rk_test_ pk_live_ eyJ".split(
    " ",
  ),
  ..."Authorization Cookie set-cookie2 api-key X-Api-Token x-signature Basic Bearer BASIC passwd passphrase pwd".split(
    " ",
  ),
  ..."secret_access_key access_key_id private-key credentials PHPSESSID jsession-id key sig auth pass sid jwt".split(
    " ",
  ),
  ..."-u --user --proxy-user --password --oauth2-bearer _header _param abcdef0123456789ABCDEF01234567890abcdef".split(
    " ",
  ),
  ...[":", "=", "@", "?", "&", " ", '"', "'", "://", "/", ".", "$x", ";", "10.0.0.5", "user", "h1"],
];

it("looks closely at every text that holds a secret", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...FRAGMENTS), { maxLength: 8 }), (parts) => {
      const text = parts.join("");
      // what is shorter is never looked at
      fc.pre(text.length >= 6);
      // a question mark alone is reason enough to look closely
      expect(redactText(`?\n${text}`)).toBe(`?\n${redactText(text)}`);
    }),
    { numRuns: 20_000 },
  );
});
