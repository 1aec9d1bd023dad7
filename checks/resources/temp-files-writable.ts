import { defineCheck, needed } from "../../src/model/check.ts";
import { shellQuote } from "../../src/model/evidence.ts";
import { forSome, logClaim, loggedAs } from "../../src/testimony/logged.ts";
import { fix } from "../../src/testimony/remedy.ts";
import { conclude, root } from "../../src/testimony/verdict.ts";

export default defineCheck({
  id: "temp-files-writable",
  layer: "resources",
  since: "0.1.0",
  title: "The gateway's workers may write their temporary files",
  about: [
    "Answers and uploads that do not fit into the buffers go through temporary files. Where the account of the workers may not",
    "write them, as after a change of `user` or of the folder's owner, large answers are cut off and large uploads end in 500,",
    "and small ones are fine. Only the gateway's log shows it: uhc asks for small answers, and under an account of its own.",
  ].join("\n"),
  for: "gateway",
  needs: { logs: needed("log") },
  causes: {
    "temp-files-denied": {
      title: ({ args }) => `${args.asker}'s workers may not write their temporary files: ${args.times} times`,
      meaning:
        "The folder for temporary files belongs to another account than the one under which the workers run. Whatever is larger " +
        "than the buffers is cut off, or refused with 500.",
      fix: ({ args }) =>
        fix(
          `Give ${args.folder} to ${args.account === "" ? "" : `${args.account}, `}the account of the workers`,
          ["Or let `user` name the account that owns the folder: packages create it for their own."],
          // which account it is stands in the config, or was built in
          args.account === ""
            ? [`namei -l ${args.quoted}`, "ps -o user,args -C nginx"]
            : [`namei -l ${args.quoted}`, `chown -R ${args.account} ${args.quoted}`],
        ),
      verify: ({ args }) => [`grep -c 'Permission denied' ${args.path}`, `namei -l ${args.quoted}`],
      includes: [],
    },
  },
  judge({ gateway, seen }) {
    const events = loggedAs(seen.logs, ["temp-file-denied"]);
    const [last] = events;
    if (last === undefined) return conclude([], "the log tells of no temporary file that was denied");
    const path = /"(\/[^"]+)"/.exec(last.sample)?.[1] ?? "";
    // "/var/lib/nginx/proxy/7/00/0000000007": the levels below are the gateway's own
    const folder = path.replace(/(?:\/\d{1,4})*\/\d{10}$/, "");
    if (folder === "") return conclude([], "the log names no folder of temporary files that was denied");
    const claim = logClaim(gateway, events, {
      cause: "temp-files-denied",
      strength: 0.93,
      ground: "temporary files",
      args: { folder, quoted: shellQuote(folder), account: gateway.user?.value ?? "" },
    });
    return conclude([forSome(root(claim))], "");
  },
});
