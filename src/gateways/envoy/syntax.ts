import type { Documents } from "../../text/documents.ts";
import type { Reading } from "./reading.ts";

/** Reports what keeps a file from being read as it stands; Envoy refuses such a bootstrap as a whole. */
export function reportSyntax(
  file: string,
  { problems, text, format }: Documents,
  report: Reading["report"],
): void {
  for (const { message, offset } of problems) {
    const place = placeIn(text, file, offset);
    report({
      cause: "config-syntax-error",
      message: `${format === "json" ? "JSON" : "YAML"}: ${message}`,
      location: place,
      refusesConfig: true,
      about: undefined,
    });
  }
}

function placeIn(text: string, file: string, offset: number) {
  const before = text.slice(0, offset);
  const line = before.split("\n").length;
  return { file, line, column: offset - before.lastIndexOf("\n") };
}
