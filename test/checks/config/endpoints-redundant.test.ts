import check from "../../../checks/config/endpoints-redundant.ts";
import { expectFixtures } from "../../given/fixtures.ts";

expectFixtures(check, {
  "fires-single-endpoint": "single-endpoint",
  "fires-duplicate-endpoint": "duplicate-endpoint",
});
