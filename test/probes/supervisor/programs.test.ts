import { describe, expect, it } from "vitest";
import { parseIni } from "../../../src/probes/supervisor/ini.ts";
import { placeNamed, programsOf } from "../../../src/probes/supervisor/programs.ts";

const place = { host: "127.0.0.1", port: 8081, holder: { kind: "nobody" } } as const;
const of = (text: string) => programsOf(parseIni(text));

describe("the programs of a supervisord", () => {
  it("are one for each process, by the names that supervisorctl takes", () => {
    const many = of(
      "[program:web]\ncommand=serve --port 80%(process_num)02d\nnumprocs=2\nnumprocs_start=80\nprocess_name=%(program_name)s_%(process_num)02d\n",
    );
    expect(many.map(({ name, command }) => [name, command.at(-1)])).toEqual([
      ["web:web_80", "8080"],
      ["web:web_81", "8081"],
    ]);
    expect(many.map((one) => placeNamed(one, place)?.text)).toEqual([undefined, "--port 8081"]);
  });
  it("name a place by an option or a variable of their environment, and not where they call it", () => {
    const named = (text: string) => of(`[program:x]\n${text}\n`).map((one) => placeNamed(one, place)?.text);
    expect(named('command=sh -c "exec serve" --port 8081')).toEqual(["--port 8081"]);
    expect(named('command=serve\nenvironment=A="b,c",PORT="8081"')).toEqual(["PORT=8081"]);
    expect(named("command=curl http://127.0.0.1:8081/")).toEqual([undefined]);
    expect(named("command=serve --port 8082")).toEqual([undefined]);
  });
  it("keep what they print where they are told to, or under a name that supervisord makes up", () => {
    expect(of("[program:x]\ncommand=y\nstderr_logfile=/var/log/x.err\n")[0]?.log).toBe("/var/log/x.err");
    expect(of("[program:x]\ncommand=y\nredirect_stderr=true\n")[0]).toMatchObject({
      log: undefined,
      logPrefix: "x-stdout---",
    });
  });
});
