import { END_REQUEST, fastcgiRecords, STDOUT } from "./fastcgi-records.ts";
import { type HttpReader, http1Reader } from "./http1-reader.ts";

/** Takes a CGI answer out of FastCGI records; what the application prints as errors is skipped. */
export function fastcgiReader(method: string): HttpReader {
  const answer = http1Reader(method, "status-line-or-header");
  let hasEnded = false;
  const records = fastcgiRecords(
    (type, piece) => {
      if (type === STDOUT && !hasEnded) answer.push(piece);
    },
    (type) => {
      if (type !== END_REQUEST) return;
      hasEnded = true;
      answer.close();
    },
  );
  const fault = (): string | undefined => {
    const isEmpty = hasEnded && answer.answer().body === undefined;
    return records.fault() ?? (isEmpty ? "the request ended without an answer" : undefined);
  };
  return {
    push: records.push,
    close: answer.close,
    stage: () => {
      if (answer.answer().body === undefined && fault() !== undefined) return "broken";
      return hasEnded || records.fault() !== undefined ? "done" : answer.stage();
    },
    answer: () => ({ ...answer.answer(), malformed: answer.answer().malformed ?? fault() }),
  };
}
