import { join } from "node:path";
import type {
  ConfigPlace,
  GatewayCommand,
  GatewayProgram,
  ProgramFacts,
  Standing,
} from "../../model/gateway-program.ts";
import { named } from "../named-files.ts";
import { CADDY_PROGRAMS, parseCaddyCommand } from "./command-line.ts";

export const caddyProgram: GatewayProgram = {
  kind: "caddy",
  names: CADDY_PROGRAMS,
  wellKnownBinaries: ["/usr/bin/caddy"],
  wellKnownConfigs: ["/etc/caddy/Caddyfile", "/etc/caddy/caddy.json"],
  command: parseCaddyCommand,
  isWorker: () => true,
  places,
  usesEnvironment: true,
  version: {
    // Go keeps the modules that a program is built of in its binary (debug/buildinfo)
    question: {
      word: "version",
      isAnswer: (text) => /^v?2\.\d+/.test(text),
      marks: ["github.com/caddyserver/caddy/v2\tv2."],
    },
    read: versionOf,
  },
};

/** `caddy run` takes the Caddyfile of its folder; without one, and with `--resume`, what ran last. */
function places(command: GatewayCommand, standing: Standing): readonly ConfigPlace[] {
  if (command.configFiles.length > 0 && !command.resumes) return named(command, standing);
  const { workingDirectory } = standing;
  const beside =
    workingDirectory === undefined || command.resumes ? [] : [join(workingDirectory, "Caddyfile")];
  const saved = autosave(standing).map((path) => ({ files: [path], from: "well-known" }) as const);
  return [
    ...beside.map((path) => ({ files: [path], from: "well-known" }) as const),
    ...saved.map((place) => (command.resumes ? place : { ...place, isOwnRecord: true as const })),
  ];
}

/**
 * The config that a Caddy has loaded last, which it keeps for `--resume` and for whoever changes it over its admin API
 * (storage.go, `AppConfigDir`).
 */
function autosave({ environment }: Standing): readonly string[] {
  const [own, home] = [environment?.get("XDG_CONFIG_HOME"), environment?.get("HOME")];
  if (own) return [join(own, "caddy", "autosave.json")];
  return home ? [join(home, ".config", "caddy", "autosave.json")] : [];
}

function versionOf(answer: string): ProgramFacts {
  return {
    version: /v?(2\.\d+\.\d+)/.exec(answer)?.[1],
    tlsLibrary: undefined,
    builtIn: undefined,
  };
}
