import type { Scenario } from "./scenario.ts";
import { applicationError } from "./scenarios/application-error.ts";
import { blackHolePort } from "./scenarios/black-hole.ts";
import { expiredCertificate } from "./scenarios/expired-certificate.ts";
import { healthy } from "./scenarios/healthy.ts";
import { oneRefused } from "./scenarios/one-refused.ts";
import { plaintextToTlsPort } from "./scenarios/plaintext-to-tls-port.ts";
import { refusedPort } from "./scenarios/refused-port.ts";
import { slowAnswer } from "./scenarios/slow-answer.ts";
import { sniRequired } from "./scenarios/sni-required.ts";
import { tlsToPlaintextPort } from "./scenarios/tls-to-plaintext-port.ts";
import { wrongHealthPath } from "./scenarios/wrong-health-path.ts";
import { wrongName } from "./scenarios/wrong-name.ts";
import { wrongService } from "./scenarios/wrong-service.ts";

export type { Scenario, World } from "./scenario.ts";

/** Every scenario of `uhc demo`: up the pyramid from the network to the application, the healthy system last. */
export const SCENARIOS: readonly Scenario[] = [
  refusedPort,
  oneRefused,
  blackHolePort,
  expiredCertificate,
  wrongName,
  sniRequired,
  plaintextToTlsPort,
  tlsToPlaintextPort,
  slowAnswer,
  wrongHealthPath,
  applicationError,
  wrongService,
  healthy,
];
