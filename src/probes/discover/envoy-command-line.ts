/** What the command line of an Envoy says (source/server/options_impl.cc). */
export interface EnvoyCommand {
  /** `-c`, `--config-path`, as written; undefined where the config stands in the command line itself. */
  readonly configFile: string | undefined;
  /** `--mode validate`, `--version`, `--help`: a command that ends by itself. */
  readonly isOneShot: boolean;
}

/** What its binaries are called: Istio's is `envoy` too. */
export const ENVOY_PROGRAMS = ["envoy", "envoy-static", "envoy-contrib"];

/** Reads the words of a command line; undefined for any other program. */
export function parseEnvoyCommand([program = "", ...words]: readonly string[]): EnvoyCommand | undefined {
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
  return {
    configFile: value("-c", "--config-path"),
    isOneShot:
      mode === "validate" ||
      mode === "init_only" ||
      words.some((word) => word === "--version" || word === "--help" || word === "-h"),
  };
}
