import check from "../../../checks/config/upgrades-pass.ts";
import { expectFixtures } from "../../given/fixtures.ts";

expectFixtures(check, {
  "fires-http-1.0": "upgrade-not-forwarded",
  "fires-no-connection-header": "upgrade-not-forwarded",
});
