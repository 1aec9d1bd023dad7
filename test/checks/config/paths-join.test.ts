import check from "../../../checks/config/paths-join.ts";
import { expectFixtures } from "../../given/fixtures.ts";

expectFixtures(check, {
  "fires-constant-path": "path-mismatch",
  "fires-query-lost": "path-mismatch",
  "fires-rewrite-overrules": "path-mismatch",
  "fires-glued": "path-mismatch",
  "fires-doubled": "path-mismatch",
});
