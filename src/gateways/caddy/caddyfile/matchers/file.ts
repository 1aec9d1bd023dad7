import { map } from "../json.ts";
import { addWords, moreWords, readBlock, type Subdirectives, word, words } from "../subdirectives.ts";
import type { Matcher } from "./matcher.ts";

const LINES: Subdirectives = {
  root: word("root"),
  try_files: moreWords("try_files"),
  try_policy: word("try_policy"),
  split_path: words("split_path"),
};

/** `file <files…> { … }` (modules/caddyhttp/fileserver/matcher.go) */
export const file: Matcher = (d, _name, helper) => {
  const into = map(d.token());
  while (d.next()) {
    addWords(into, "try_files", d.remaining());
    readBlock(d, into, helper, LINES);
  }
  return into;
};
