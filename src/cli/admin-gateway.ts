import { GATEWAY_FORMATS } from "../gateways/index.ts";
import type { AdminAnswer } from "../model/admin-grammar.ts";
import type { Gateway } from "../model/config.ts";
import type { Outcome } from "../model/outcome.ts";
import { ownAdminPlace } from "../model/own-admin.ts";
import { fetchAdmin } from "../probes/admin/fetch-config.ts";
import { readerWith, type SourceReader } from "../text/source-reader.ts";
import { isLocal } from "./admin-place.ts";
import type { Inspection } from "./engine.ts";
import type { RunEnd } from "./run-end.ts";
import type { DiagnoseSettings } from "./settings.ts";
import { VERSION } from "./version.ts";

type AdminSettings = Pick<DiagnoseSettings, "admin" | "gateway" | "gatewayVersion" | "probes" | "timeoutMs">;

/** A gateway that runs here, and whose config a control plane completes: what it runs with is what it says itself. */
export async function completed(
  gateway: Gateway,
  settings: AdminSettings,
  notes: Inspection["notes"][number][],
  end: RunEnd,
): Promise<Gateway> {
  const place = gateway.isCompletedLater === true ? ownAdminPlace(gateway) : undefined;
  if (place === undefined) return gateway;
  const told = await adminGateway({ ...settings, admin: place, gateway: gateway.kind }, notes, end);
  if (told.gateway === undefined) {
    const because = `a control plane adds to it, and ${told.because ?? "nothing tells what"}`;
    notes.push({ what: gateway.mainFile, because });
    return gateway;
  }
  const { mainFile, files } = gateway;
  const admin = gateway.admin;
  return { ...told.gateway, mainFile, files: [...files, place.text], ...(admin !== undefined && { admin }) };
}

interface AdminGateway {
  readonly gateway: Gateway | undefined;
  /** Why there is none, where one was asked for. */
  readonly because: string | undefined;
}

/** Enough of an answer to tell what it is. */
const START = 64 * 1024;

/** The gateway whose admin surface the user names, where that gives its whole config: then no file is needed. */
export async function adminGateway(
  settings: AdminSettings,
  notes: Inspection["notes"][number][],
  end: RunEnd,
): Promise<AdminGateway> {
  const { admin: place, timeoutMs, gatewayVersion: version } = settings;
  if (place === undefined || (!settings.probes && !isLocal(place)))
    return { gateway: undefined, because: undefined };
  let because: string | undefined;
  for (const format of GATEWAY_FORMATS.values()) {
    const isMeant = settings.gateway === undefined || settings.gateway === format.kind;
    if (format.adminConfig === undefined || !isMeant) continue;
    const path = place.path.replace(/\/?(?:\?.*)?$/, "/") + format.adminConfig;
    const options = { timeoutMs, signal: end.signal, userAgent: `uhc/${VERSION}` };
    const answer = await fetchAdmin(place, path, options);
    if ("kind" in answer || answer.status !== 200 || format.detect("", answer.text.slice(0, START)) < 0.5) {
      because = `${place.text} gives no config: ${refusalOf(answer)}`;
      continue;
    }
    const mainFile = place.text;
    const onNote = (because: string): void => void notes.push({ what: mainFile, because });
    const files = readerWith(NO_FILES, mainFile, Buffer.from(answer.text));
    const { read } = await format.loadReader();
    const gateway = read({
      mainFile,
      reader: files,
      version,
      tlsLibrary: undefined,
      builtIn: undefined,
      onNote,
    });
    return { gateway, because: undefined };
  }
  return { gateway: undefined, because };
}

function refusalOf(answer: AdminAnswer | Outcome): string {
  if ("kind" in answer) return answer.reason;
  if (answer.status === 401 || answer.status === 403) return `it answers ${answer.status}: no access`;
  return answer.status === 200
    ? "what answers is not a gateway's config dump"
    : `it answers ${answer.status}`;
}

/** What runs elsewhere has its files elsewhere. */
const NO_FILES: SourceReader = {
  read: (path) => ({
    kind: "failed",
    errno: undefined,
    message: `${path} is not read: the config came from the admin surface`,
  }),
  find: () => [],
  knowsAllFiles: false,
};
