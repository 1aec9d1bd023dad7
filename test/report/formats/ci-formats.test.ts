import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import type { Cause, Report } from "../../../src/model/report.ts";
import { renderGithub } from "../../../src/report/formats/github.ts";
import { renderGitlab } from "../../../src/report/formats/gitlab.ts";
import { renderJunit } from "../../../src/report/formats/junit.ts";
import { renderRdjson } from "../../../src/report/formats/rdjson.ts";
import { renderSarif } from "../../../src/report/formats/sarif.ts";

const cause = (over: Partial<Cause> = {}): Cause => ({
  rank: 1,
  id: "retry-unsafe",
  title: "100% of <writes>, twice: a & b",
  role: "latent",
  severity: "warning",
  layer: "config",
  confidence: 0.95,
  subjects: [{ gateway: "nginx", upstream: "api" }],
  locations: [{ file: "/repo/conf dir/nginx.conf", line: 8, column: 7 }],
  evidence: [],
  fix: { summary: "Leave it\nout", steps: [], commands: [] },
  verify: [],
  weighing: { met: [], contradicted: [], missing: [] },
  ...over,
});

const report = (causes: readonly Cause[], over: Partial<Report> = {}): Report => ({
  schemaVersion: 1,
  tool: { name: "uhc", version: "1.0.0" },
  command: "lint",
  complete: true,
  startedAt: "2026-01-01T00:00:00.000Z",
  durationMs: 1,
  vantage: { hostname: "ci", platform: "linux" },
  inputs: [{ path: "/repo/conf dir/nginx.conf", gateway: "nginx" }],
  verdict: "unknown",
  summary: "",
  causes,
  ruledOut: [],
  dismissed: [],
  notChecked: [],
  upstreams: [],
  experiments: [],
  timeline: [],
  checks: [],
  ...over,
});

describe("github", () => {
  it("escapes what would end a property or a message", () => {
    expect(
      renderGithub(
        report([cause({ locations: [{ file: "/repo/a,b:c.conf", line: 8, column: 7 }] })]),
        "/repo",
      ),
    ).toBe(
      "::warning file=a%2Cb%3Ac.conf,line=8,col=7,title=uhc retry-unsafe::100%25 of <writes>, twice: a & b%0AFix: Leave it%0Aout.\n",
    );
  });
  it("lets nothing begin a command of its own", () => {
    const evil = "x\r\n::error::y\n##[command]z\n::stop-commands::t";
    const notes = [{ what: evil, because: evil }];
    const text = renderGithub(
      report([cause({ title: evil, fix: { summary: evil, steps: [], commands: [] } })], {
        notChecked: notes,
      }),
      "/repo",
    );
    const lines = text.trimEnd().split(/\r\n|\r|\n/);
    expect(lines).toHaveLength(2);
    for (const line of lines) expect(line).toMatch(/^::(?:warning|notice) [^:]*::/);
    expect(text).not.toContain("\r");
  });
  it("puts errors first", () => {
    const lines = renderGithub(report([cause(), cause({ severity: "error" })]), "/repo").split("\n");
    expect(lines[0]).toMatch(/^::error /);
  });
});

describe("gitlab", () => {
  it("gives equal findings fingerprints of their own, and relative paths", () => {
    const [one, other] = JSON.parse(renderGitlab(report([cause(), cause()]), "/repo"));
    expect(one).toMatchObject({
      check_name: "retry-unsafe",
      severity: "major",
      location: { path: "conf dir/nginx.conf", lines: { begin: 8 } },
    });
    expect(one.fingerprint).toMatch(/^[0-9a-f]{16}$/);
    expect(other.fingerprint).not.toBe(one.fingerprint);
  });
  it("keeps the fingerprint when the line moves", () => {
    const moved = cause({ locations: [{ file: "/repo/conf dir/nginx.conf", line: 80, column: 1 }] });
    const fingerprint = (one: Cause) => JSON.parse(renderGitlab(report([one]), "/repo"))[0].fingerprint;
    expect(fingerprint(moved)).toBe(fingerprint(cause()));
  });
});

describe("sarif", () => {
  it("has a rule for each cause, a URI that is one, and a stable fingerprint", () => {
    const { runs, version } = JSON.parse(renderSarif(report([cause()]), "/repo"));
    expect(version).toBe("2.1.0");
    expect(runs[0].tool.driver.rules).toMatchObject([{ id: "retry-unsafe" }]);
    expect(runs[0].results[0]).toMatchObject({
      ruleId: "retry-unsafe",
      ruleIndex: 0,
      level: "warning",
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: "conf%20dir/nginx.conf" },
            region: { startLine: 8, startColumn: 7 },
          },
        },
      ],
    });
  });
  it("writes a path outside of the working directory as a file URI", () => {
    const { runs } = JSON.parse(renderSarif(report([cause()]), "/elsewhere"));
    expect(runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri).toBe(
      "file:///repo/conf%20dir/nginx.conf",
    );
  });
});

describe("sarif by its schema", () => {
  const schema = JSON.parse(readFileSync("test/fixtures/sarif/schema-2.1.0.json", "utf8"));
  const validate = new Ajv({
    strict: false,
    unicodeRegExp: false,
    formats: { uri: true, "uri-reference": isUriReference, "date-time": true },
  }).compile(schema);
  const isValid = (one: Report) => {
    validate(JSON.parse(renderSarif(one, "/repo")));
    return validate.errors ?? [];
  };

  it("is valid, whatever the findings are", () => {
    const odd = { file: "/repo/a b%/ü\u0001.conf", line: 1, column: 1 };
    expect(isValid(report([]))).toEqual([]);
    expect(isValid(report([cause(), cause({ severity: "info" }), cause({ id: "sni-not-sent" })]))).toEqual(
      [],
    );
    expect(isValid(report([cause({ locations: [] }), cause({ locations: [odd, odd] })]))).toEqual([]);
    expect(isValid(report([], { complete: false, notChecked: [{ what: "a", because: "b" }] }))).toEqual([]);
  });

  it("the schema would refuse what is none", () => {
    const document = JSON.parse(renderSarif(report([cause()]), "/repo"));
    document.runs[0].results[0].level = "fatal";
    expect(validate(document)).toBe(false);
  });

  it("has a place for every result, and says what was not heeded", () => {
    const { runs } = JSON.parse(
      renderSarif(report([cause({ locations: [] })], { notChecked: [{ what: "a", because: "b" }] }), "/repo"),
    );
    expect(runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri).toBe(
      "conf%20dir/nginx.conf",
    );
    expect(runs[0].invocations[0].toolExecutionNotifications[0].message.text).toBe("a: b");
  });
});

/** RFC 3986 section 4.1, as far as a path goes: no character that has to be encoded. */
function isUriReference(text: string): boolean {
  return /^(?:[\w\-.~!$&'()*+,;=:@/?#[\]]|%[0-9A-F]{2})*$/.test(text);
}

describe("junit", () => {
  it("escapes markup and takes controls out", () => {
    const text = renderJunit(report([cause({ title: 'a <b> & "c" \u0001' })]), "/repo");
    expect(text).toContain('message="a &lt;b&gt; &amp; &quot;c&quot; ?"');
    expect(text).toContain('tests="1" failures="1"');
  });
  it("says in the first suite what was not looked at, and nothing where all was", () => {
    const text = renderJunit(report([cause()], { notChecked: [{ what: "<a>", because: "b" }] }), "/repo");
    expect(text).toContain("    <system-out>not checked: &lt;a&gt;: b</system-out>\n  </testsuite>");
    expect(renderJunit(report([cause()]), "/repo")).not.toContain("not checked");
  });
  it("has a passing case where nothing was found, and fails nobody for information", () => {
    expect(renderJunit(report([]), "/repo")).toContain('name="nothing found"');
    expect(renderJunit(report([cause({ severity: "info" })]), "/repo")).toContain('failures="0"');
  });
});

describe("rdjson", () => {
  it("has a range and a code", () => {
    expect(JSON.parse(renderRdjson(report([cause()]), "/repo")).diagnostics[0]).toMatchObject({
      location: { path: "conf dir/nginx.conf", range: { start: { line: 8, column: 7 } } },
      severity: "WARNING",
      code: { value: "retry-unsafe" },
    });
  });
});
