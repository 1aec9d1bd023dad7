import { describe, expect, it } from "vitest";
import { commandsOf } from "../../../src/probes/units/command.ts";
import { parseShow, propertyOf, stampIn } from "../../../src/probes/units/show.ts";
import { variablesOf } from "../../../src/probes/units/variables.ts";

const TEXT = `Warning: something is odd
Id=api.service
ActiveState=failed
ExecMainStartTimestamp=Sat 2026-11-28 07:22:15 UTC
ExecMainExitTimestamp=
ExecStart={ path=/usr/bin/python3 ; argv[]=/usr/bin/python3 -m http.server 8080 ; ignore_errors=no ; start_time=[n/a] ; stop_time=[n/a] ; pid=0 ; code=(null) ; status=0/0 }
Environment=FOO=bar "BAR=a b"

Id=api.socket
Listen=127.0.0.1:8080 (Stream)
Listen=/run/api.sock (Stream)
`;

describe("parseShow", () => {
  it("reads units apart, warnings left out, and every line of what is a list", () => {
    const units = parseShow(TEXT);
    expect(units.map((unit) => propertyOf(unit, "Id"))).toEqual(["api.service", "api.socket"]);
    expect(units[1]?.get("Listen")).toEqual(["127.0.0.1:8080 (Stream)", "/run/api.sock (Stream)"]);
    expect(parseShow("")).toEqual([]);
  });
  it("reads times, command lines and variables", async () => {
    const [unit] = parseShow(TEXT);
    if (unit === undefined) throw new Error("no unit");
    expect(stampIn(unit, "ExecMainStartTimestamp")).toBe(Date.UTC(2026, 10, 28, 7, 22, 15));
    expect(stampIn(unit, "ExecMainExitTimestamp")).toBeUndefined();
    expect(commandsOf(unit, new Map())).toEqual([["/usr/bin/python3", "-m", "http.server", "8080"]]);
    expect([...(await variablesOf(unit))]).toEqual([
      ["FOO", "bar"],
      ["BAR", "a b"],
    ]);
  });
});
