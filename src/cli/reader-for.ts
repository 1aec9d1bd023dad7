import type { GatewayFormat } from "../gateways/gateway.ts";
import { GATEWAY_FORMATS } from "../gateways/index.ts";
import type { Gateway } from "../model/config.ts";
import { InputError, UsageError } from "./faults.ts";
import type { DiagnoseSettings } from "./settings.ts";

/** Adds to the reason what most likely went wrong before. */
export function emptyHint(message: string, path: string, kind: string): string {
  // `nginx -T` on a broken config prints nothing: its verdict goes to stderr.
  return path === "-" && kind === "empty"
    ? `${message}: a failed \`nginx -T\` prints nothing, try \`nginx -t\` or name the file`
    : message;
}

/** Enough of a file to tell what it is. */
const START_BYTES = 64 * 1024;

/** The format of the kind that was named, or that the text is most likely in. */
export function formatOf(
  path: string,
  content: Uint8Array,
  { gateway }: Pick<DiagnoseSettings, "gateway">,
): GatewayFormat {
  if (gateway !== undefined) {
    const named = GATEWAY_FORMATS.get(gateway);
    if (named !== undefined) return named;
    throw new UsageError(
      `configs of ${gateway} can't be read yet; those that can: ${[...GATEWAY_FORMATS.keys()].join(", ")}`,
    );
  }
  const start = Buffer.from(
    content.buffer,
    content.byteOffset,
    Math.min(content.byteLength, START_BYTES),
  ).toString("latin1");
  const [best] = [...GATEWAY_FORMATS.values()]
    .map((format) => ({ format, score: format.detect(path, start) }))
    .sort((a, b) => b.score - a.score);
  if (best !== undefined && best.score > 0) return best.format;
  throw new InputError(
    `${path}: not a config of a known gateway; say which with --gateway (${[...GATEWAY_FORMATS.keys()].join(", ")})`,
  );
}

/** A host that runs several gateways of a kind: the config path tells them apart. */
export function distinctIds(gateways: readonly Gateway[]): readonly Gateway[] {
  const seen = new Set<string>();
  return gateways.map((gateway) => {
    const id = seen.has(gateway.id) ? `${gateway.id}:${gateway.mainFile}` : gateway.id;
    seen.add(id);
    return { ...gateway, id };
  });
}
