import { defineCheck } from "../../src/model/check.ts";
import { toldFindings } from "../../src/testimony/problem.ts";
import { fix } from "../../src/testimony/remedy.ts";
import { conclude } from "../../src/testimony/verdict.ts";

export default defineCheck({
  id: "backends-used",
  layer: "config",
  since: "0.1.0",
  title: "Every backend with servers is reached by some rule",
  about: [
    "Looks for backends of HAProxy that have servers, and that no `use_backend` and no `default_backend` names. That is no",
    "failure: information. Silent where a name is filled in while HAProxy runs (`use_backend %[…]`), where scripts or filters",
    "may choose, where other files may hold the rule, and for a backend whose name stands anywhere else: `track`, `nbsrv`,",
    "a table of its own.",
  ].join("\n"),
  for: "gateway",
  needs: {},
  causes: {
    "backend-unused": {
      title: ({ args }) => `No rule leads to the backend ${args.about}`,
      meaning:
        "The backend is written out, checked and shown, and gets no request: a rule for it was forgotten, taken out, or names another " +
        "one. When its servers fail, nobody is hurt, and alarms on it are noise.",
      fix: (of) =>
        fix(String(of.args.remedy), [
          "Look in the history of the file which rule led there, and when it went.",
        ]),
      verify: () => ["uhc inspect"],
      includes: [],
    },
  },
  judge({ gateway }) {
    return conclude(toldFindings(gateway, "backend-unused"), "a rule leads to every backend");
  },
});
