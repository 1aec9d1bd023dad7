import {
  Composer,
  type Document,
  type DocumentOptions,
  Lexer,
  type ParseOptions,
  Parser,
  type SchemaOptions,
} from "yaml";
import type { TreeProblem } from "./json-tree.ts";
import { DEEPEST, TOO_DEEP } from "./tree.ts";

export interface YamlDocuments {
  readonly documents: readonly Document.Parsed[];
  /** Where the reading ended before the text did; the document in which it stands is not among the documents. */
  readonly stop: TreeProblem | undefined;
}

/** A text with more tokens that fit nowhere is no YAML: it is read no further, as each of them costs as much as a line. */
const MOST_STRAY = 50;

type Options = ParseOptions & DocumentOptions & SchemaOptions;

/**
 * The one door to the YAML library: parses all documents of a text, and stops where they are nested too deeply, or where
 * too much fits nowhere. The
 * library composes and closes collections by recursion, so that a hundred thousand brackets in a row overflow its stack;
 * its lexer is a loop, and its parser keeps what is open in a list, which is measured after each token.
 */
export function parseYamlDocuments(text: string, options: Options): YamlDocuments {
  let stop: TreeProblem | undefined;
  const parser = new Parser();
  function* tokens() {
    const stray: TreeProblem[] = [];
    for (const lexeme of new Lexer().lex(text)) {
      const { offset } = parser;
      for (const token of parser.next(lexeme)) {
        if (token.type === "error") stray.push({ message: token.message, offset: token.offset });
        yield token;
      }
      if (stray.length > MOST_STRAY) {
        [stop] = stray;
        return;
      }
      // the document itself is what lies at the bottom
      if (parser.stack.length > DEEPEST + 1) {
        stop = { message: TOO_DEEP, offset };
        return;
      }
    }
    yield* parser.end();
  }
  const documents = [...new Composer(options).compose(tokens())];
  return { documents, stop };
}
