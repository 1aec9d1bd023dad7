import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readHttpText } from "../given.ts";

/** What nginx 1.22.1 says when it refuses a config, as `nginx -t` prints it. */
interface Case {
  readonly http: string;
  readonly cause: string;
  readonly message: string;
  /** Absent where nginx names no line. */
  readonly line?: number;
}

const CASES: readonly Case[] = JSON.parse(
  readFileSync(new URL("../../../fixtures/nginx/read/refused-configs.json", import.meta.url), "utf8"),
);

describe("a config that nginx refuses is refused for the same reason", () => {
  test.each(CASES)("$message: $http", ({ http, cause, message, line }) => {
    const [problem, other] = readHttpText(http).problems.filter(({ refusesConfig }) => refusesConfig);
    expect(problem).toMatchObject({ cause, message, refusesConfig: true });
    expect(problem?.location.line).toBe(line ?? 3);
    expect(other).toBeUndefined();
  });
});
