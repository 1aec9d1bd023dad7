import { describe, expect, it } from "vitest";
import type { Note } from "../../src/cli/note.ts";
import { unseenEndpoints, unseenLogs, unseenUnits, withoutUnseenIncludes } from "../../src/cli/unseen.ts";
import type { Observation } from "../../src/model/observation.ts";
import type { Outcome } from "../../src/model/outcome.ts";
import { assumed } from "../../src/model/source.ts";
import { connect } from "../given/network.ts";
import { handshake, overTls, plain, rejected } from "../given/observation.ts";
import { gatewayWith, problem } from "../given/problem.ts";
import { serviceUnit, units } from "../given/unit.ts";

const NO_PERMISSION = "no permission: run as root or as the gateway's user";

function log(path: string, outcome: Outcome, standsFor?: string): Observation {
  const request = {
    kind: "log",
    gateway: "nginx",
    path,
    log: "error",
    format: undefined,
    sinceMs: 1,
  } as const;
  return {
    kind: "log",
    request: standsFor === undefined ? request : { ...request, standsFor },
    outcome,
    startedAt: 0,
    durationMs: 0,
    facts: { events: [], bytesRead: 0, isPartial: false, timeZone: "UTC" },
    subjects: [{ gateway: "nginx" }],
    varied: undefined,
  };
}

describe("what can't be seen from here", () => {
  it("is noted when it is an include that only the gateway's user may read", () => {
    const notes: Note[] = [];
    const seen = withoutUnseenIncludes(
      gatewayWith(
        problem("config-include-missing", {
          about: "/etc/nginx/private.conf",
          message: 'open() "/etc/nginx/private.conf" failed (13: Permission denied)',
          refusesConfig: false,
        }),
      ),
      notes,
    );
    expect(seen.problems).toEqual([]);
    expect(notes).toEqual([{ what: "/etc/nginx/private.conf", because: NO_PERMISSION }]);
  });

  it("is named three times at most", () => {
    const notes: Note[] = [];
    const many = ["/a", "/b", "/c", "/d", "/e"].map((about) =>
      problem("config-include-missing", { about, message: "not in the dump", refusesConfig: false }),
    );
    withoutUnseenIncludes(gatewayWith(...many), notes);
    expect(notes).toEqual([{ what: "/a, /b, /c and 2 more includes", because: "not in the dump" }]);
  });

  it("is another matter than an include that is missing", () => {
    const notes: Note[] = [];
    const gateway = gatewayWith(problem("config-include-missing", { refusesConfig: true }));
    expect(withoutUnseenIncludes(gateway, notes)).toBe(gateway);
    expect(notes).toEqual([]);
  });

  it("is noted when it is a log, with the reason", () => {
    const observations = [
      log("/var/log/a", { kind: "not-allowed", reason: "permission denied", code: "EACCES" }),
      log("/var/log/b", { kind: "not-tried", reason: "it is not a regular file", code: undefined }),
      log("/var/log/c", { kind: "answered", reason: "answered", code: undefined }),
    ];
    expect(unseenLogs(observations, false)).toEqual([
      { what: "/var/log/a", because: NO_PERMISSION },
      { what: "/var/log/b", because: "it is not a regular file" },
    ]);
    expect(unseenLogs(observations, true)).toHaveLength(1);
  });
});

describe("a log file that is missing", () => {
  const missing = log("/var/log/x.log", { kind: "not-found", reason: "no such file", code: "ENOENT" });
  const journal = (kind: "answered" | "not-tried") =>
    log("journal of nginx", { kind, reason: "systemd does not run here", code: undefined }, "/var/log/x.log");

  it("is no gap where the journal has what it would hold", () => {
    expect(unseenLogs([missing, journal("answered")], false)).toEqual([]);
  });
  it("is one where that can't be read either, and where another log was", () => {
    expect(unseenLogs([missing, journal("not-tried")], false)).toHaveLength(2);
    const other = log("/var/log/y.log", { kind: "answered", reason: "", code: undefined });
    expect(unseenLogs([missing, other], false)).toHaveLength(1);
  });
});

describe("endpoints that could not be asked", () => {
  const at = { file: "/etc/gateway.conf", line: 1, column: 1 };
  const barred = {
    kind: "not-allowed",
    reason: "/etc/client.pem: permission denied",
    code: "EACCES",
  } as const;
  const request = overTls({
    clientCertificate: {
      certificateFile: assumed("/etc/client.pem", at),
      keyFile: assumed("/etc/client.key", at),
    },
  });

  it("are named, once each, with the file that is missing", () => {
    const seen = handshake({}, { outcome: barred, request });
    expect(unseenEndpoints([seen, seen])).toEqual([
      { what: "10.0.0.5:8443 with its client certificate", because: "/etc/client.pem: permission denied" },
    ]);
  });
  it("are those that speak UDP, too", () => {
    const mute = { kind: "not-tried", reason: "UDP can't be probed by connecting", code: undefined } as const;
    const one = connect("10.0.0.5:53", "answered", { request: plain({ protocol: "udp" }) });
    expect(unseenEndpoints([{ ...one, outcome: mute }])).toHaveLength(1);
  });
  it("are none where all were asked", () => {
    expect(
      unseenEndpoints([handshake({}, { outcome: rejected("alert 40") }), connect("10.0.0.5:80")]),
    ).toEqual([]);
  });
});

describe("what could not be read of units", () => {
  const asked = units(
    serviceUnit({ journalUnread: "No journal files were opened due to insufficient permissions." }),
  );
  it("is each journal, once", () => {
    expect(unseenUnits([asked, asked])).toEqual([{ what: "journal of api.service", because: NO_PERMISSION }]);
    expect(unseenUnits([units(serviceUnit())])).toEqual([]);
  });
  it("is all of them where systemd is not there", () => {
    const outcome = { kind: "not-tried", reason: "systemd does not run here", code: undefined } as const;
    expect(unseenUnits([{ ...units(), outcome }])).toEqual([
      { what: "units of this host", because: "systemd does not run here" },
    ]);
  });
});
