/** What nginx says of an argument that the setter of its directive does not take, and which one it is, from 0 on. */
export interface Complaint {
  readonly message: string;
  readonly word: number;
}

/**
 * Judges the arguments of one directive as nginx's own function for it does. What any release since 1.18 takes is taken,
 * so that no config is refused for a parameter that came later. `module` is the module whose directive it is.
 */
export type Setter = (texts: readonly string[], name: string, module: SetterModule) => Complaint | undefined;

export type SetterModule = "http" | "stream" | "mail" | "core";

export const complaint = (message: string, word = 0): Complaint => ({ message, word });

/** Every argument from one on must pass a test. */
export function each(
  passes: (text: string) => boolean,
  says: (text: string, name: string) => string,
  from = 0,
): Setter {
  return (texts, name) => {
    for (let word = from; word < texts.length; word++) {
      const text = texts[word] ?? "";
      if (!passes(text)) return complaint(says(text, name), word);
    }
    return undefined;
  };
}

/** The one argument at a place must pass a test, where it is written. */
export function at(
  word: number,
  passes: (text: string) => boolean,
  says: (text: string, name: string) => string,
): Setter {
  return (texts, name) => {
    const text = texts[word];
    return text === undefined || passes(text) ? undefined : complaint(says(text, name), word);
  };
}

/** The first complaint of several. */
export function all(...setters: readonly Setter[]): Setter {
  return (texts, name, module) => {
    for (const setter of setters) {
      const found = setter(texts, name, module);
      if (found !== undefined) return found;
    }
    return undefined;
  };
}

export const invalidParameter = (text: string): string => `invalid parameter "${text}"`;
export const invalidValue = (_: string, name: string): string => `"${name}" directive invalid value`;
