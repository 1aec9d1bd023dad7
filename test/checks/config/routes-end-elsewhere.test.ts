import check from "../../../checks/config/routes-end-elsewhere.ts";
import { expectFixtures } from "../../given/fixtures.ts";

expectFixtures(
  check,
  {
    "fires-own-port": "route-loops",
  },
  "root",
);
