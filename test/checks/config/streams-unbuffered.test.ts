import check from "../../../checks/config/streams-unbuffered.ts";
import { expectFixtures } from "../../given/fixtures.ts";

expectFixtures(check, {
  "fires-header-on-the-request": "buffering-breaks-streaming",
  "fires-events": "buffering-breaks-streaming",
});
