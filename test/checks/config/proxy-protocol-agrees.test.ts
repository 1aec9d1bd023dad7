import check from "../../../checks/config/proxy-protocol-agrees.ts";
import { expectFixtures } from "../../given/fixtures.ts";

expectFixtures(
  check,
  {
    "fires-sent-unasked": "proxy-protocol-mismatch",
    "fires-expected-in-vain": "proxy-protocol-mismatch",
  },
  "root",
);
