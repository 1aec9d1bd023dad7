import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { auditDenials, auditLine } from "../../../src/probes/host/audit-log.ts";
import { kernelEvents } from "../../../src/probes/host/kernel-events.ts";

const AVC =
  'type=AVC msg=audit(1700000000.123:456): avc:  denied  { name_connect } for  pid=5 comm="nginx" dest=8081 scontext=system_u:system_r:httpd_t:s0 tcontext=system_u:object_r:transproxy_port_t:s0 tclass=tcp_socket permissive=0';
const OTHER = "type=SYSCALL msg=audit(1700000000.123:456): arch=c000003e syscall=42 success=no exit=-13";

describe("the log of auditd", () => {
  it("holds denials with their time, among much else", () => {
    expect(kernelEvents([...auditLine(OTHER), ...auditLine(AVC)])).toEqual([
      {
        kind: "denial",
        at: 1_700_000_000_123,
        by: "SELinux",
        command: "nginx",
        domain: "httpd_t",
        connects: true,
        port: 8081,
        path: undefined,
      },
    ]);
  });
  it("is read from its end, and says nothing where it is not there", async () => {
    const folder = mkdtempSync(join(tmpdir(), "uhc-audit-"));
    const path = join(folder, "audit.log");
    writeFileSync(path, `${AVC}\n${`${OTHER}\n`.repeat(15_000)}${AVC}\n`);
    expect(await auditDenials(path)).toHaveLength(1);
    expect(await auditDenials(join(folder, "none"))).toEqual([]);
    rmSync(folder, { recursive: true });
  });
});
