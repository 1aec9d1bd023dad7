import { expect, it } from "vitest";
import { packageChanges } from "../../../src/probes/changes/package-log.ts";

it("reads what dpkg and dnf write, and leaves all other lines", () => {
  const local = new Date(2026, 10, 28, 2, 9, 11).getTime();
  const utc = Date.UTC(2026, 10, 28, 2, 9, 11);
  expect(
    packageChanges(`2026-11-28 02:09:11 startup archives unpack
2026-11-28 02:09:11 upgrade nginx:amd64 1.22.1-9 1.22.1-10
2026-11-28 02:09:11 status half-configured nginx:amd64 1.22.1-9
2026-11-28 02:09:11 install jq:amd64 <none> 1.6-2
2026-11-28 02:09:11 remove jq:amd64 1.6-2 <none>
2026-11-28T02:09:11+0000 SUBDEBUG Upgrade: nginx-core-2:1.24.0-1.el9.x86_64
2026-11-28T04:09:11+0200 SUBDEBUG Erase: jq-1.6-15.el9.x86_64
2026-99-28 02:09:11 upgrade a 1 2
`),
  ).toEqual([
    { at: local, action: "upgraded", name: "nginx", from: "1.22.1-9", to: "1.22.1-10" },
    { at: local, action: "installed", name: "jq", from: "", to: "1.6-2" },
    { at: local, action: "removed", name: "jq", from: "1.6-2", to: "" },
    { at: utc, action: "upgraded", name: "nginx-core", from: "", to: "2:1.24.0-1.el9.x86_64" },
    { at: utc, action: "removed", name: "jq", from: "", to: "" },
  ]);
});
