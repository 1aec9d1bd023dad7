import { Refusal } from "./refusal.ts";
import type { Token } from "./token.ts";

/** The word that ends a heredoc, from the one that begins it (`<<END`). */
export function heredocMarker(opening: string, token: Token): string {
  const marker = opening.slice(2);
  const rule = `must contain only alphanumeric characters, dashes and underscores; got`;
  if (marker === "")
    throw new Refusal(`missing opening heredoc marker on line #${token.line}; ${rule} empty string`, token);
  if (marker.startsWith("<"))
    throw new Refusal(
      `too many '<' for heredoc on line #${token.line}; only use two, for example <<END`,
      token,
    );
  if (!/^[A-Za-z0-9_-]+$/.test(marker))
    throw new Refusal(`heredoc marker on line #${token.line} ${rule} '${marker}'`, token);
  return marker;
}

/** The text of a heredoc: without the blanks that stand before the closing marker, in every line. */
export function finishHeredoc(body: string, marker: string, token: Token): string {
  const lastLine = body.lastIndexOf("\n") + 1;
  const padding = body.slice(lastLine, body.length - marker.length);
  const lines = body.slice(0, lastLine).split("\n").slice(0, -1);
  const kept = lines.map((line, index) => {
    if (line === "" || line === "\r") return "";
    if (!line.startsWith(padding))
      throw new Refusal(
        `mismatched leading whitespace in heredoc <<${marker} on line #${token.line + index + 1} [${line.replace(/[\r\n]+$/, "")}], expected whitespace [${padding}] to match the closing marker`,
        token,
      );
    return line.slice(padding.length).replaceAll("\r", "");
  });
  return kept.join("\n");
}
