import type { CheckFailure } from "../../model/admin.ts";

/** Codes of check results and what logs call them (src/check.c, check_statuses). */
const RESULTS: readonly (readonly [code: string, description: string, failure: CheckFailure])[] = [
  ["SOCKERR", "Socket error", "local-error"],
  ["L4TOUT", "Layer4 timeout", "connect-timeout"],
  ["L4CON", "Layer4 connection problem", "connect-rejected"],
  ["L6TOUT", "Layer6 timeout", "handshake-timeout"],
  ["L6RSP", "Layer6 invalid response", "handshake-failed"],
  ["L7TOUT", "Layer7 timeout", "answer-timeout"],
  ["L7RSP", "Layer7 invalid response", "answer-invalid"],
  ["L7STS", "Layer7 wrong status", "status-wrong"],
  ["PROCERR", "External check error", "program-failed"],
  ["PROCTOUT", "External check timeout", "program-timeout"],
  ["HANA", "Health analyze", "traffic-failed"],
];

/** Codes of checks that passed; the last one with a status that only takes the server out of the choice for new requests. */
const PASSED: ReadonlySet<string> = new Set(["L4OK", "L6OK", "L7OK", "PROCOK", "L7OKC"]);

const BY_NAME: ReadonlyMap<string, CheckFailure> = new Map(
  RESULTS.flatMap(([code, description, failure]) => [
    [code, failure] as const,
    [description.toLowerCase(), failure] as const,
  ]),
);

/** The errno of a check's connection, as HAProxy writes it behind the result: strerror(3). */
const ERRNO: readonly (readonly [text: string, errno: number, failure: CheckFailure])[] = [
  ["connection refused", 111, "connect-refused"],
  ["no route to host", 113, "host-unreachable"],
  ["network is unreachable", 101, "network-unreachable"],
  ["connection timed out", 110, "connect-timeout"],
];

/** The answer came, and was read, and is not what the check expects (tcpcheck_eval_expect and its kin, src/tcpcheck.c). */
const WRONG_CONTENT =
  /did not match content|matched unwanted content|content check (?:did not match|matched unwanted|found empty)/i;

/** What a check failed of, by the code or by the log's word for its result; undefined for one that passed or is to come. */
export function checkFailure(
  result: string,
  info: string | undefined,
): { readonly failure: CheckFailure; readonly errno: number | undefined } | undefined {
  const failure = BY_NAME.get(result) ?? BY_NAME.get(result.toLowerCase());
  if (failure === undefined) return undefined;
  if (failure === "answer-invalid" && info !== undefined && WRONG_CONTENT.test(info))
    return { failure: "content-wrong", errno: undefined };
  const known = info === undefined ? undefined : ERRNO.find(([text]) => info.toLowerCase().startsWith(text));
  const isOpen = failure === "connect-rejected" && known !== undefined;
  return { failure: isOpen ? known[2] : failure, errno: known?.[1] };
}

/** Whether the last check passed; undefined where none has ended. */
export function hasPassed(code: string): boolean | undefined {
  if (PASSED.has(code)) return true;
  return checkFailure(code, undefined) === undefined ? undefined : false;
}
