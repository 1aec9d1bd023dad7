import check from "../../../checks/config/retries-safe.ts";
import { expectFixtures } from "../../given/fixtures.ts";

expectFixtures(check, {
  "fires-non-idempotent": "retry-unsafe",
});
