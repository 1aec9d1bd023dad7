/** How a page is to be laid out. Everything that depends on the reader's place comes in here. */
export interface PageOptions {
  /** Columns of the terminal; 80 where there is none. */
  readonly columns: number;
  /** Causes shown in full; the others take a line each. */
  readonly top: number;
  readonly detail: "quiet" | "normal" | "verbose";
  /** Paths under this folder are shown relative to it; undefined shows all paths in full. */
  readonly workingDirectory: string | undefined;
}

/** The page's measures. */
export interface Page {
  /** Text wraps here. */
  readonly width: number;
  /** Right-aligned text ends here: on a wide terminal it would be lost far away from its line. */
  readonly edge: number;
  readonly isVerbose: boolean;
  readonly shorten: (text: string) => string;
}

/** Below this a terminal breaks the lines itself, which is still better than columns of two words. */
const NARROWEST = 60;
const WIDEST = 200;
const FARTHEST_EDGE = 110;

export function openPage(options: PageOptions): Page {
  const width = Math.min(WIDEST, Math.max(NARROWEST, options.columns));
  return {
    width,
    edge: Math.min(width, FARTHEST_EDGE),
    isVerbose: options.detail === "verbose",
    shorten: shortener(options.workingDirectory),
  };
}

/** Cuts the working directory from paths, also within sentences. */
export function shortener(workingDirectory: string | undefined): (text: string) => string {
  if (workingDirectory === undefined || workingDirectory.length < 2) return (text) => text;
  const prefix = `${workingDirectory}/`;
  return (text) => {
    const parts = text.split(prefix);
    // In the middle of a longer path it is another folder.
    return parts.reduce((done, part) => (/[\w.~/-]$/.test(done) ? done + prefix + part : done + part));
  };
}
