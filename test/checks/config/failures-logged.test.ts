import check from "../../../checks/config/failures-logged.ts";
import { expectFixtures } from "../../given/fixtures.ts";

expectFixtures(check, {
  "fires-off-is-a-file": "errors-not-logged",
  "fires-only-crit": "errors-not-logged",
});
