import check from "../../../checks/config/timeouts-ordered.ts";
import { expectFixtures } from "../../given/fixtures.ts";

expectFixtures(check, {
  "fires-cut-from-outside": "timeout-order-wrong",
  "fires-no-second-try": "timeout-order-wrong",
  "fires-beyond-the-kernel": "timeout-order-wrong",
  "fires-connect-over-the-route-timeout": "timeout-order-wrong",
  "fires-retries-over-the-route-timeout": "timeout-order-wrong",
});
