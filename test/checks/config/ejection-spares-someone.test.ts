import check from "../../../checks/config/ejection-spares-someone.ts";
import { expectFixtures } from "../../given/fixtures.ts";

expectFixtures(check, {
  "fires-one-beside-down": "ejected-by-passive-checks",
});
