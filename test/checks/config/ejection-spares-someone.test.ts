import check from "../../../checks/config/ejection-spares-someone.ts";
import { expectFixtures } from "../../given/fixtures.ts";

expectFixtures(check, {
  "fires-all-at-once": "ejected-by-passive-checks",
  "fires-one-beside-down": "ejected-by-passive-checks",
});
