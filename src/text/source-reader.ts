/** Why the text of a file is not there. `message` is one line in the words that a shell or a gateway would use. */
export interface ReadFailure {
  readonly kind: "missing" | "not-allowed" | "directory" | "empty" | "too-large" | "binary" | "failed";
  /** The operating system's number and text, "2: No such file or directory", where it was the system that refused. */
  readonly errno: string | undefined;
  readonly message: string;
}

/** Gives the bytes of one file, by the path as the config writes it. Parsers are handed one, so they stay pure. */
type ReadFile = (path: string) => Uint8Array | ReadFailure;

/** Gives the paths that a pattern of glob(3) matches, sorted by bytes; none is no error. */
type FindFiles = (pattern: string) => readonly string[];

/** Where a parser gets its files from: a disk, a tree copied from another host, or a dump. */
export interface SourceReader {
  readonly read: ReadFile;
  readonly find: FindFiles;
  /** What a file that `read` does not have means: nothing stands at that path, or the dump does not show it. */
  readonly knowsAllFiles: boolean;
}

export function isReadFailure(answer: Uint8Array | ReadFailure): answer is ReadFailure {
  return !(answer instanceof Uint8Array);
}

/** A reader that knows one file already: what came from standard input or a pipe can't be read twice. */
export function readerWith(reader: SourceReader, path: string, content: Uint8Array): SourceReader {
  return { ...reader, read: (asked) => (asked === path ? content : reader.read(asked)) };
}

/** A reader for which some files have another text than they have: what would be read once a change is made. */
export function readerOver(
  reader: SourceReader,
  textOf: (path: string) => Uint8Array | undefined,
): SourceReader {
  return { ...reader, read: (path) => textOf(path) ?? reader.read(path) };
}

/** A reader that opens nothing any more once the run is over: a large tree, or a slow disk, must not outlast it. */
export function readerUntil(reader: SourceReader, isOver: () => boolean): SourceReader {
  return {
    ...reader,
    read: (path) =>
      isOver()
        ? { kind: "failed", errno: undefined, message: `${path} was not read before the run ended` }
        : reader.read(path),
    find: (pattern) => (isOver() ? [] : reader.find(pattern)),
  };
}

/** A reader that says what it gave. */
export function readerThatTells(
  reader: SourceReader,
  onRead: (path: string, content: Uint8Array) => void,
): SourceReader {
  return {
    ...reader,
    read: (path) => {
      const content = reader.read(path);
      if (!isReadFailure(content)) onRead(path, content);
      return content;
    },
  };
}
