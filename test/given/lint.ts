import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll } from "vitest";
import { type Linted, lint } from "../../src/cli/lint.ts";
import type { LintSettings } from "../../src/cli/lint-settings.ts";

export const LINT_SETTINGS: LintSettings = {
  paths: [],
  gateway: undefined,
  gatewayVersion: undefined,
  root: undefined,
  stdinFilename: undefined,
  context: [],
  baseline: undefined,
  writeBaseline: undefined,
  fix: "none",
  inlineIgnores: true,
  select: [],
  ignore: [],
};

/** A folder of its own for the tests of a file, which goes when they are done. */
export function lintFolder() {
  const folder = mkdtempSync(join(tmpdir(), "uhc-lint-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  return {
    folder,
    /** Writes a file, and gives its path. */
    file(name: string, text: string): string {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    },
    linted: (paths: string | readonly string[], over: Partial<LintSettings> = {}): Promise<Linted> =>
      lint({ ...LINT_SETTINGS, paths: [paths].flat(), ...over }, folder),
  };
}

/** Retries a POST: one finding at line 8, whose line can be given a comment. */
export const UNSAFE_RETRY = `events {}
http {
  upstream api { server 10.0.0.1:80; server 10.0.0.2:80; }
  server {
    listen 80;
    location / {
      proxy_pass http://api;
      proxy_next_upstream error timeout non_idempotent;IGNORE
    }
  }
}
`;

export function idsOf({
  causes,
}: {
  readonly causes: readonly { readonly id: string }[];
}): readonly string[] {
  return causes.map(({ id }) => id);
}
