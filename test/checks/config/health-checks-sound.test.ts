import check from "../../../checks/config/health-checks-sound.ts";
import { expectFixtures } from "../../given/fixtures.ts";

expectFixtures(check, {
  "fires-health-check-missing": "health-check-missing",
  "fires-health-check-too-aggressive": "health-check-too-aggressive",
  "fires-health-check-wrong-port": "health-check-wrong-port",
});
