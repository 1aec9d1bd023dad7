import check from "../../../checks/config/limits-tell-themselves.ts";
import { expectFixtures } from "../../given/fixtures.ts";

expectFixtures(check, {
  "fires-constant-key": "gateway-limits-requests",
  "fires-503": "gateway-limits-requests",
  "fires-shared-key": "gateway-limits-requests",
});
