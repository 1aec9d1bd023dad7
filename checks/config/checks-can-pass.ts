import { defineCheck } from "../../src/model/check.ts";
import { toldFindings } from "../../src/testimony/problem.ts";
import { conclude } from "../../src/testimony/verdict.ts";

export default defineCheck({
  id: "checks-can-pass",
  layer: "config",
  since: "0.1.0",
  title: "Checks that the config describes are made, and a healthy endpoint can pass them",
  about: [
    "Looks at the words of active checks (HAProxy). `option httpchk` without the word `check` on any server line is never made: the",
    "config looks checked and is not. One in HTTP/1.1 without a Host header gets 400 from servers that keep to RFC 9112. A",
    "`tcp-check expect !` without `min-recv` waits for the end of the connection, and fails where the server keeps it open. All",
    "of these are only foreseen here; what really comes is seen by asking.",
  ].join("\n"),
  for: "gateway",
  needs: {},
  causes: {},
  judge({ gateway }) {
    const causes = [
      "health-check-missing",
      "health-status-unexpected",
      "health-check-too-aggressive",
    ] as const;
    return conclude(
      causes.flatMap((cause) => toldFindings(gateway, cause)),
      "every configured check can pass",
    );
  },
});
