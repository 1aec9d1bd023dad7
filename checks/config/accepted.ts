import { defineCheck } from "../../src/model/check.ts";
import { asker } from "../../src/model/evidence.ts";
import { problemFindings } from "../../src/testimony/problem.ts";
import { besideLine, fix } from "../../src/testimony/remedy.ts";
import { conclude } from "../../src/testimony/verdict.ts";

export default defineCheck({
  id: "accepted",
  layer: "config",
  since: "0.1.0",
  title: "The gateway accepts its config",
  about: [
    "Reads the config by the gateway's own rules. What the gateway would refuse explains why it does not start, or why its",
    "last reload changed nothing: nothing in such a file takes effect, also not what is right in it. A reason that has an",
    "id of its own is told by that id. Modules that uhc does not know may bring directives of their own; whether a name",
    "resolves and a certificate file is there is no matter of the config alone.",
  ].join("\n"),
  for: "gateway",
  needs: {},
  causes: {
    "config-syntax-error": {
      title: ({ args }) =>
        args.refused === 1 ? `${args.asker} refuses its config: ${args.message}` : `${args.message}`,
      meaning:
        "The gateway does not load a config with such a mistake. If it runs, it runs with an older one; when it is started " +
        "again, it does not come up.",
      fix: (of) =>
        fix(
          `Correct ${of.args.file}:${of.args.line}`,
          of.args.kind === "nginx"
            ? [
                "The mistake may stand some lines above: a missing semicolon or quote shows only at the next word.",
              ]
            : [],
          [String(of.args.test)],
        ),
      verify: ({ args }) => [String(args.test)],
      includes: [],
    },
    "config-include-missing": {
      title: ({ args }) => `An included file ${absence(String(args.message))}: ${args.about || args.message}`,
      meaning:
        "An include without a wildcard names a file that is not there, and the gateway refuses the whole config for it. " +
        "An include with a wildcard may match nothing.",
      fix: (of) =>
        fix(
          `Bring the file back, or take the include out of ${of.args.file}:${of.args.line}`,
          of.args.kind === "nginx"
            ? [
                "A relative name counts from the directory of the main config file, not from that of the including one.",
              ]
            : [],
          [String(of.args.test)],
        ),
      verify: ({ args }) => [String(args.test)],
      includes: [],
    },
    "upstream-empty": {
      title: ({ args }) => `The upstream ${args.about} has no endpoints`,
      meaning: "An upstream is defined and no endpoint is named in it, so there is nowhere to send requests.",
      fix: (of) =>
        fix(
          `Name at least one endpoint in ${of.args.about}`,
          [
            of.args.kind === "nginx"
              ? `${besideLine(of)}: server HOST:PORT;`
              : `${besideLine(of)}: add an endpoint.`,
            "If a template or a discovery tool writes this block: it found no instance.",
          ],
          [String(of.args.test)],
        ),
      verify: ({ args }) => [String(args.test)],
      includes: [],
    },
    "upstream-address-invalid": {
      title: ({ args }) => `An address can't be right: ${args.message}`,
      meaning:
        "The address of an endpoint has a port that does not exist, no host, or a form that the gateway does not read. Often a " +
        "variable of a template stayed empty.",
      fix: (of) => fix(`Correct the address in ${of.args.file}:${of.args.line}`, [], [String(of.args.test)]),
      verify: ({ args }) => [String(args.test)],
      includes: [],
    },
  },
  judge({ gateway }) {
    const causes = [
      "config-syntax-error",
      "config-include-missing",
      "upstream-empty",
      "upstream-address-invalid",
      // Told in full by `name-resolves`; here only where the config alone shows it.
      "upstream-undefined",
    ] as const;
    const findings = causes.flatMap((cause) => problemFindings(gateway, cause));
    return conclude(
      findings.map((one) =>
        one.cause === "upstream-undefined"
          ? { ...one, args: { ...one.args, name: one.args.about ?? "" } }
          : one,
      ),
      `${asker(gateway)} would refuse nothing in ${gateway.files.length === 1 ? "its file" : `its ${gateway.files.length} files`}`,
    );
  },
});

/** By the number of the error that the operating system gives: 13 is EACCES, 21 EISDIR, 40 ELOOP. */
function absence(message: string): string {
  const number = /\((\d+): /.exec(message)?.[1];
  if (number === "21") return "is a folder";
  return number === "13" || number === "40" ? "can't be read" : "does not exist";
}
