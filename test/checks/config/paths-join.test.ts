import check from "../../../checks/config/paths-join.ts";
import { expectFixtures } from "../../given/fixtures.ts";

expectFixtures(check, {
  "fires-glued": "path-mismatch",
  "fires-doubled": "path-mismatch",
});
