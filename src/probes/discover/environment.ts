import { readFile } from "node:fs/promises";

/** The variables that a process was started with; none where they may not be read. An empty one is as good as none. */
export async function environmentOf(
  proc: string,
  pid: number,
): Promise<(name: string) => string | undefined> {
  const text = await readFile(`${proc}/${pid}/environ`, "utf8").catch(() => "");
  const variables = new Map(
    text.split("\0").map((line) => {
      const at = line.indexOf("=");
      return [line.slice(0, at), line.slice(at + 1)] as const;
    }),
  );
  return (name) => variables.get(name) || undefined;
}
