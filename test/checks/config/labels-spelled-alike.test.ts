import check from "../../../checks/config/labels-spelled-alike.ts";
import { expectFixtures } from "../../given/fixtures.ts";

expectFixtures(check, {
  "fires-two-letters-exchanged": "upstream-undefined",
});
