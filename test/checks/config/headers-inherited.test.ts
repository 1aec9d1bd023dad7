import check from "../../../checks/config/headers-inherited.ts";
import { expectFixtures } from "../../given/fixtures.ts";

expectFixtures(check, {
  "fires-one-line-drops-all": "headers-not-inherited",
});
