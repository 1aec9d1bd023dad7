import type { AdminConnections } from "../../../model/admin.ts";

/** The text of `stub_status` (ngx_http_stub_status_module); Tengine adds a fourth number. */
export function readStubStatus(text: string): AdminConnections | undefined {
  const active = /^Active connections: {1,8}(\d{1,19})/.exec(text)?.[1];
  const counters = /^ ?(\d{1,19}) (\d{1,19}) \d{1,19}\b/m.exec(text.slice(0, 1_000));
  const [, accepted, handled] = counters ?? [];
  if (active === undefined || accepted === undefined || handled === undefined) return undefined;
  return { accepted: Number(accepted), handled: Number(handled), active: Number(active) };
}
