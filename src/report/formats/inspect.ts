import type { Gateway, Listener } from "../../model/config.ts";
import { routeLines } from "../inspect/route.ts";
import { place } from "../inspect/setting.ts";
import { upstreamLines } from "../inspect/upstream.ts";
import { flow, hanging } from "../layout.ts";
import { EMPTY_LINE, type Line, span } from "../style.ts";
import { plural } from "../wording.ts";

export interface InspectOptions {
  readonly columns: number;
  /** Only these upstreams (ids) and the routes that lead to them; undefined for all. */
  readonly only: ReadonlySet<string> | undefined;
}

/** What a config means, for people: routes → upstream → endpoint, with every value that decides how they are asked. */
export function renderInspection(
  gateways: readonly Gateway[],
  notes: readonly { readonly what: string; readonly because: string }[],
  options: InspectOptions,
): readonly Line[] {
  const width = Math.min(200, Math.max(40, options.columns));
  return [
    ...gateways.flatMap((gateway, index) => [
      ...(index > 0 ? [EMPTY_LINE] : []),
      ...gatewayLines(gateway, width, options),
    ]),
    ...(notes.length > 0 ? [EMPTY_LINE] : []),
    ...notes.flatMap(({ what, because }) =>
      hanging([span("Note", "strong")], 10, `${what}: ${because}`, width),
    ),
  ];
}

function gatewayLines(gateway: Gateway, width: number, { only }: InspectOptions): Line[] {
  const upstreams = new Map(gateway.upstreams.map((upstream) => [upstream.id, upstream]));
  const routes = gateway.routes.filter((route) => only === undefined || only.has(route.forward.upstream));
  const groups = gateway.upstreams.filter(
    (upstream) => upstream.form === "group" && (only === undefined || only.has(upstream.id)),
  );
  return [
    ...headLines(gateway, width),
    ...problemLines(gateway, width),
    ...routes.flatMap((route) => [
      EMPTY_LINE,
      ...routeLines(route, upstreams.get(route.forward.upstream), width),
    ]),
    ...groups.flatMap((upstream) => [EMPTY_LINE, ...upstreamLines(upstream, width)]),
  ];
}

function headLines(gateway: Gateway, width: number): Line[] {
  const files = gateway.files.length - 1;
  const version = gateway.version ?? "(version unknown)";
  const parts = [
    `${gateway.kind} ${version}`,
    ...(gateway.tlsLibrary === undefined ? [] : [gateway.tlsLibrary]),
    files > 0 ? `${gateway.mainFile} + ${plural(files, "file")}` : gateway.mainFile,
  ];
  const listeners = [...new Set(gateway.listeners.map(listenerText))];
  return [
    ...flow(parts, "   ", width).map((row): Line => [span(row, "strong")]),
    ...(listeners.length === 0
      ? []
      : hanging([span("listens", "quiet")], INDENT, listeners.join("  "), width)),
  ];
}

const INDENT = 13;

function listenerText({ address, port, transport, hasTls, expectsProxyProtocol }: Listener): string {
  const host =
    address.includes(":") && transport !== "unix" && !address.startsWith("[") ? `[${address}]` : address;
  const marks = [
    ...(transport === "udp" ? ["udp"] : []),
    ...(hasTls ? ["tls"] : []),
    ...(expectsProxyProtocol ? ["PROXY protocol"] : []),
  ];
  const name = port === undefined ? host : `${host}:${port}`;
  return marks.length === 0 ? name : `${name} (${marks.join(", ")})`;
}

function problemLines({ problems }: Gateway, width: number): Line[] {
  return problems.flatMap(({ message, location, refusesConfig }) =>
    hanging(
      [span(refusesConfig ? "refused" : "odd", refusesConfig ? "bad" : "warning")],
      INDENT,
      `${place(location)}  ${message}`,
      width,
    ),
  );
}
