import { readdir, readFile, readlink } from "node:fs/promises";
import type { OutOfMemoryKill, PortTie } from "../../model/kernel.ts";
import { controlGroupFrom } from "./cgroup.ts";
import { namesPort } from "./port-names.ts";
import { processIds } from "./procfs.ts";

/** Where systemd looks for units, the first one winning (systemd.unit(5)). */
const UNIT_FOLDERS = [
  "/etc/systemd/system",
  "/run/systemd/system",
  "/usr/lib/systemd/system",
  "/lib/systemd/system",
];
const CONTAINERS = "/var/lib/docker/containers";
const MOST_TEXT = 65_536;
const MOST_PROGRAM = 120;

export interface TieOptions {
  readonly proc: string;
  /** Goes before the folders of units and containers. */
  readonly root: string;
}

/** A process that still runs, with what there is of it to compare. */
interface Running {
  readonly pid: number;
  readonly words: readonly string[];
  readonly cgroup: string | undefined;
}

/**
 * Why a process that the kernel ended was meant to serve one of these ports: what still runs in its control group (a
 * supervisor, a master) names the port, or the unit's own file, or the container publishes it.
 */
export async function portTies(
  kills: readonly OutOfMemoryKill[],
  ports: readonly number[],
  { proc, root }: TieOptions,
): Promise<readonly (readonly PortTie[])[]> {
  if (kills.length === 0 || ports.length === 0) return kills.map(() => []);
  const running = await runningIn(proc, new Set(kills.flatMap(({ cgroup }) => cgroup ?? [])));
  return Promise.all(
    kills.map(async (kill) => {
      const texts = [
        ...running
          .filter(({ cgroup }) => cgroup === kill.cgroup)
          .map(({ pid, words }) => ({
            text: words.join(" "),
            by: `the command line of pid ${pid} ${programIn(words)} in the same control group`,
          })),
        ...(kill.unit === undefined ? [] : await unitTexts(kill.unit, root)),
        ...(kill.container === undefined ? [] : await containerTexts(kill.container, root)),
      ];
      return texts.flatMap(({ text, by }) =>
        ports.filter((port) => namesPort(text, port)).map((port) => ({ port, by })),
      );
    }),
  );
}

async function runningIn(proc: string, groups: ReadonlySet<string>): Promise<readonly Running[]> {
  if (groups.size === 0) return [];
  const own = await networkOf(proc, "self");
  const found: Running[] = [];
  for (const pid of await processIds(proc)) {
    const { path } = controlGroupFrom(await text(`${proc}/${pid}/cgroup`));
    if (path === undefined || !groups.has(path)) continue;
    // The same number is another port in another network: containers side by side all serve 8080.
    if ((await networkOf(proc, pid)) !== own) continue;
    const line = await text(`${proc}/${pid}/cmdline`);
    found.push({ pid, words: line.replace(/\0+$/, "").split("\0"), cgroup: path });
  }
  return found;
}

/** A process may write over its title, which then is one word and may hold anything. */
function programIn([title = ""]: readonly string[]): string {
  return (title.split(" ", 1)[0] ?? "").slice(0, MOST_PROGRAM);
}

/** The network namespace of a process, "net:[4026531840]" (namespaces(7)); undefined where it may not be seen. */
function networkOf(proc: string, pid: number | "self"): Promise<string | undefined> {
  return readlink(`${proc}/${pid}/ns/net`).catch(() => undefined);
}

interface Told {
  readonly text: string;
  readonly by: string;
}

/** The unit, its drop-ins, and the socket unit of the same name; comments left out. */
async function unitTexts(unit: string, root: string): Promise<readonly Told[]> {
  if (unit.includes("/")) return [];
  // "api@3.service" is made from the file "api@.service".
  const names = [unit, unit.replace(/@.*(?=\.service$)/, "@"), unit.replace(/\.service$/, ".socket")];
  const told: Told[] = [];
  for (const folder of UNIT_FOLDERS)
    for (const name of new Set(names)) {
      const path = `${folder}/${name}`;
      for (const file of [path, ...(await dropIns(`${root}${path}.d`)).map((one) => `${path}.d/${one}`)]) {
        const content = (await text(root + file)).replace(/^\s*[#;].*$/gm, "");
        if (content !== "") told.push({ text: content, by: file });
      }
    }
  return told;
}

async function dropIns(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => name.endsWith(".conf"));
}

/** Docker keeps what it was told in hostconfig.json: `"PortBindings":{"80/tcp":[{"HostIp":"","HostPort":"8080"}]}`. */
async function containerTexts(id: string, root: string): Promise<readonly Told[]> {
  const content = await text(`${root}${CONTAINERS}/${id}/hostconfig.json`);
  const published = [...content.matchAll(/"HostPort":"(\d{1,5})"/g)].map(([, port]) => `:${port}`);
  return published.length === 0
    ? []
    : [{ text: published.join(" "), by: `the published ports of container ${id.slice(0, 12)}` }];
}

function text(path: string): Promise<string> {
  return readFile(path, "utf8").then(
    (whole) => whole.slice(0, MOST_TEXT),
    () => "",
  );
}
