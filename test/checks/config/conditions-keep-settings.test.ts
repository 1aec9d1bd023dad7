import check from "../../../checks/config/conditions-keep-settings.ts";
import { expectFixtures } from "../../given/fixtures.ts";

expectFixtures(check, {
  "fires-fallback-lost": "conditional-block-drops-settings",
});
