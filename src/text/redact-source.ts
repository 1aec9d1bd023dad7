import { redactText } from "./redact.ts";

const KEY_BLOCK =
  /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY-----|$)/g;

/** The text of a file without its secrets, in which every line keeps its number. */
export function redactSource(text: string): string {
  const lines = text.replace(KEY_BLOCK, (block) => `[redacted]${"\n".repeat(linesIn(block) - 1)}`);
  const whole = redactText(lines);
  return linesIn(whole) === linesIn(text) ? whole : lines.split("\n").map(redactText).join("\n");
}

function linesIn(text: string): number {
  return text.split("\n").length;
}
