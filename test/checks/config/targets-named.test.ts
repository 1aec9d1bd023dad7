import check from "../../../checks/config/targets-named.ts";
import { expectFixtures } from "../../given/fixtures.ts";

expectFixtures(check, {
  "fires-map-without-default": "upstream-name-empty",
});
