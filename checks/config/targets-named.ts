import { defineCheck } from "../../src/model/check.ts";
import { toldFindings } from "../../src/testimony/problem.ts";
import { fix } from "../../src/testimony/remedy.ts";
import { conclude } from "../../src/testimony/verdict.ts";

export default defineCheck({
  id: "targets-named",
  layer: "config",
  since: "0.1.0",
  title: "Every variable that names an upstream has a value for every request",
  about: [
    "Looks at passes to a variable that a `map` or `geo` block sets. A block without a default leaves the variable empty for",
    "what none of its lines matches, and nginx answers such a request 500 (`no host in upstream`). Left alone: blocks with a",
    "pattern for everything, variables that a `set` may fill, and passes beside an `if` that looks at the variable.",
  ].join("\n"),
  for: "gateway",
  needs: {},
  causes: {
    "upstream-name-empty": {
      title: ({ args }) => `The upstream ${args.about} is empty for some requests`,
      meaning:
        "The name of the upstream comes from a table, and the table says nothing of some requests: a new host name, an address out " +
        "of its ranges. They get 500 from the gateway, and no upstream is asked.",
      fix: (of) =>
        fix(String(of.args.remedy), ["A default may also name an upstream that says what is wrong."]),
      verify: () => ["curl -i -H 'Host: unknown.invalid' http://localhost/"],
      includes: [],
    },
  },
  judge({ gateway }) {
    return conclude(
      toldFindings(gateway, "upstream-name-empty"),
      "no variable that names an upstream can be empty",
    );
  },
});
