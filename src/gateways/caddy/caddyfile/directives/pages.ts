import { addHeaderChange } from "../header-ops.ts";
import { type JsonMap, listIn, map, mapIn, put, text, texts } from "../json.ts";
import type { Handler } from "../run.ts";
import { readBlock, type Subdirective, type Subdirectives, word, words } from "../subdirectives.ts";
import type { Token } from "../token.ts";
import { handler } from "./handler.ts";

const between: Subdirective = (d, into) => {
  const both = d.remaining();
  if (both.length !== 2) d.wrongCount();
  put(into, "delimiters", texts(both));
};

const extensions: Subdirective = (d, into) => {
  for (const nesting = d.nesting(); d.nextBlock(nesting); )
    mapIn(mapIn(into, "match", d.token()), d.value(), d.token());
};

export const templates: Handler = (d, helper) => {
  d.next();
  const made = handler(d.token(), "templates");
  const lines: Subdirectives = { mime: words("mime_types"), between, root: word("file_root"), extensions };
  readBlock(d, made, helper, lines, () => {});
  return made;
};

/** `push [resource] { … }` */
export const push: Handler = (d, helper) => {
  d.next();
  const made = handler(d.token(), "push");
  const add = (at: Token, fields: JsonMap): void => void listIn(made, "resources", at).items.push(fields);
  const target = (at: Token): JsonMap => map(at, { target: text(at, at.text) });
  if (d.nextArg()) add(d.token(), target(d.token()));
  const withMethod: Subdirective = (line) => {
    const method = line.token();
    const one = line.argument();
    add(method, map(method, { method: text(method, method.text), target: text(one, one.text) }));
  };
  const headers: Subdirective = (line, into) => {
    if (line.nextArg()) line.wrongCount();
    const ops = mapIn(into, "headers", line.token());
    readBlock(line, ops, helper, {}, (inner) => {
      const field = inner.token();
      const [value, replacement] = inner.remaining();
      addHeaderChange(inner, ops, { field, value, replacement }, false);
    });
  };
  readBlock(d, made, helper, { GET: withMethod, HEAD: withMethod, headers }, (line) =>
    add(line.token(), target(line.token())),
  );
  return made;
};
