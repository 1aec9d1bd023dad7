import type { GatewayCommand } from "../../model/gateway-program.ts";

/** What the binaries of nginx and of what is built from it are called. */
export const NGINX_PROGRAMS = ["nginx", "openresty", "tengine", "angie", "freenginx", "nginx-debug"];
/** "nginx: master process /usr/sbin/nginx -c …": the title that a master gives itself (ngx_master_process_cycle). */
const MASTER = /^[a-z]+: master process /;
const TITLED = /^[a-z]+: /;
/** A worker's title (ngx_worker_process_init); " is shutting down" follows once it was told to go. */
const WORKER = /^[a-z]+: worker process$/;
const WITH_VALUE = "cpgse";

/** Reads the words of a command line (ngx_get_options, src/core/nginx.c 1.22); undefined for what is no gateway process: workers, helpers, other programs. */
export function parseNginxCommand(words: readonly string[]): GatewayCommand | undefined {
  const [title = ""] = words;
  if (MASTER.test(title)) return options(wordsOfTitle(title.replace(MASTER, "")));
  if (TITLED.test(title)) return undefined;
  const name = title.slice(title.lastIndexOf("/") + 1);
  return NGINX_PROGRAMS.includes(name) ? options(words) : undefined;
}

/** A title has its words parted by blanks, so a word with a blank in it is put together again up to the next option. */
function wordsOfTitle(title: string): readonly string[] {
  const words: string[] = [];
  for (const word of title.trim().split(" ")) {
    const last = words.length - 1;
    const continues = last > 0 && !word.startsWith("-") && !(words[last] ?? "").startsWith("-");
    if (continues) words[last] += ` ${word}`;
    else words.push(word);
  }
  return words;
}

/** Letters of options may stand together, and a value may follow its letter at once: "-qc FILE", "-cFILE". */
function options([program = "", ...rest]: readonly string[]): GatewayCommand {
  const values = new Map<string, string>();
  let isOneShot = false;
  for (let index = 0; index < rest.length; index += 1) {
    const word = rest[index] ?? "";
    if (!word.startsWith("-")) continue;
    const at = [...word].findIndex((letter, place) => place > 0 && WITH_VALUE.includes(letter));
    const letters = at < 0 ? word.slice(1) : word.slice(1, at + 1);
    isOneShot ||= /[tTvVhs?]/.test(letters);
    if (at < 0) continue;
    const joined = word.slice(at + 1);
    if (joined === "") index += 1;
    values.set(word.charAt(at), joined === "" ? (rest[index] ?? "") : joined);
  }
  const configFile = values.get("c");
  return {
    program,
    configFiles: configFile === undefined ? [] : [configFile],
    directory: values.get("p"),
    environmentFiles: [],
    resumes: false,
    isOneShot,
  };
}

/** Whether this is the title of a worker that still takes requests. */
export function isWorker([title = ""]: readonly string[]): boolean {
  return WORKER.test(title);
}
