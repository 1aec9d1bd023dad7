import check from "../../../checks/config/header-buffers-fit.ts";
import { expectFixtures } from "../../given/fixtures.ts";

expectFixtures(check, {
  "fires-one-kilobyte": "response-headers-too-large",
});
