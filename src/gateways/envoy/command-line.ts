import type { GatewayCommand } from "../../model/gateway-program.ts";

/** What its binaries are called: Istio's is `envoy` too. */
export const ENVOY_PROGRAMS = ["envoy", "envoy-static", "envoy-contrib"];

/**
 * Reads the words of a command line (source/server/options_impl.cc); undefined for any other program. No file is named where
 * the config stands in the command line itself.
 */
export function parseEnvoyCommand([program = "", ...words]: readonly string[]): GatewayCommand | undefined {
  if (!ENVOY_PROGRAMS.includes(program.slice(program.lastIndexOf("/") + 1))) return undefined;
  const value = (...names: readonly string[]): string | undefined => {
    for (const [index, word] of words.entries()) {
      if (names.includes(word)) return words[index + 1];
      const joined = names.find((name) => name.startsWith("--") && word.startsWith(`${name}=`));
      if (joined !== undefined) return word.slice(joined.length + 1);
    }
    return undefined;
  };
  const mode = value("--mode");
  const configFile = value("-c", "--config-path");
  return {
    program,
    configFiles: configFile === undefined ? [] : [configFile],
    directory: undefined,
    environmentFiles: [],
    resumes: false,
    isOneShot:
      mode === "validate" ||
      mode === "init_only" ||
      words.some((word) => word === "--version" || word === "--help" || word === "-h"),
  };
}
