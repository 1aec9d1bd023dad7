import { type Properties, propertyOf } from "./show.ts";

/** Words of one command line, its program first. */
export type Command = readonly string[];

/**
 * The command lines of a unit: `{ path=… ; argv[]=WORDS ; ignore_errors=no ; … }` (systemd, print_property), with the variables
 * filled in that systemd fills in: "${PORT}" anywhere, "$PORT" as a word (systemd.service(5), Command lines).
 */
export function commandsOf(unit: Properties, variables: ReadonlyMap<string, string>): readonly Command[] {
  return (unit.get("ExecStart") ?? []).flatMap((line): readonly Command[] => {
    const words = /argv\[\]=(.*?) ; ignore_errors=/.exec(line)?.[1];
    if (words === undefined) return [];
    const filled = words.split(" ").map((word) => {
      const whole = /^\$([A-Za-z_]\w*)$/.exec(word)?.[1];
      if (whole !== undefined) return variables.get(whole) ?? word;
      return word.replace(/\$\{([A-Za-z_]\w*)\}/g, (own, name: string) => variables.get(name) ?? own);
    });
    return [filled];
  });
}

/** Programs that run the one that stands behind their own options. */
const RUNNERS =
  /^(?:env|nice|ionice|timeout|setpriv|runuser|sudo|flock|chrt|numactl|taskset|exec|nohup|sh|bash|dash)$/;
/** Programs that call others, wait for them or measure them: an address among their arguments is not their own. */
const CALLERS =
  /^(?:psql|pg_\w+|pgbench|mysql\w*|mariadb\w*|redis-(?:cli|benchmark)|mongo|mongosh|mongodump|ssh|autossh|scp|sftp|rsync|curl|wget|https?|httpie|xh|nc|ncat|netcat|telnet|ab|wrk2?|hey|k6|vegeta|siege|locust|wait-for(?:-it)?(?:\.sh)?|dockerize|cloudflared|ngrok|kcat|amqp-\w+|etcdctl|consul-template|openssl|nmap|tcpdump|goss)$/;

/** Whether the program serves: false for one that is known to call others. */
export function mayServe(command: Command): boolean {
  const program = programIn(command);
  return program === undefined || !CALLERS.test(program);
}

function programIn(command: Command): string | undefined {
  const own = command.find((word, index) => {
    if (word.startsWith("-") || /^[A-Za-z_]\w*=/.test(word)) return false;
    return !RUNNERS.test(nameOf(word)) && (index === 0 || !/^\d+[smhd]?$/.test(word));
  });
  return own === undefined ? undefined : nameOf(own);
}

function nameOf(word: string): string {
  return word.slice(word.lastIndexOf("/") + 1);
}

/** It does one thing and ends (systemd.service(5)): it may ask a place whether it is up, and serves none. */
export function endsByItself(unit: Properties): boolean {
  return propertyOf(unit, "Type") === "oneshot" && propertyOf(unit, "RemainAfterExit") !== "yes";
}
