import { existsSync } from "node:fs";
import type { Cause, Evidence } from "../../src/model/report.ts";
import type { Expectation, Place } from "./scenario.ts";

const IPV4 = /(?<![\d.])(\d{1,3}(?:\.\d{1,3}){3})(?::(\d{1,5}))?(?![\d.]*\d)/g;
const IPV6 = /\[([0-9a-f:]*:[0-9a-f:]*)\](?::(\d{1,5}))?/g;
const NAME = /(?<![\w.-])((?:[a-z0-9_-]+\.)+(?:internal|test|lab|example|invalid))(?::(\d{1,5}))?(?![\w-])/g;
const HOST_FILE = /(?<![\w.:])(\/(?:tmp|etc|run|var|usr|proc)\/[\w./-]*\w)/g;

/**
 * What is wrong with the evidence of the first cause, as far as a program can tell: a sentence that names an address,
 * port, name or file that the scenario has not, one that accuses an endpoint that is not broken, and evidence that
 * names nothing at all. `all` is the scenario's universe.
 */
export function ungrounded(expect: Expectation, place: Place, first: Cause, all: string): string[] {
  const wanted = typeof expect.subjects === "function" ? expect.subjects(place) : (expect.subjects ?? []);
  const broken = new Set(wanted.flatMap(({ endpoint }) => endpoint ?? []));
  const wrong = first.evidence.flatMap((one) => {
    const { endpoint } = one.subject;
    const isInnocent =
      one.status === "fail" && broken.size > 0 && endpoint !== undefined && !broken.has(endpoint);
    return [
      ...foreignNames(one.summary, all).map((name) => `"${one.summary}" names ${name}, which is not of here`),
      ...(isInnocent ? [`"${one.summary}" accuses ${endpoint}`] : []),
    ];
  });
  return first.evidence.every(namesNothing)
    ? [...wrong, "the evidence names nothing of this scenario"]
    : wrong;
}

const namesNothing = ({ summary, subject }: Evidence): boolean =>
  subject.endpoint === undefined && subject.route === undefined && namesIn(summary).length === 0;

interface Named {
  readonly text: string;
  readonly parts: readonly string[];
}

function namesIn(sentence: string): Named[] {
  const hosts = [IPV4, IPV6, NAME].flatMap((pattern) =>
    [...sentence.matchAll(pattern)].map(([text, host = "", port]) => ({
      text,
      parts: port === undefined ? [host] : [host, port],
    })),
  );
  const files = [...sentence.matchAll(HOST_FILE)].map(([text]) => ({ text, parts: [text] }));
  return [...hosts, ...files];
}

function foreignNames(sentence: string, all: string): string[] {
  return namesIn(sentence)
    .filter(({ parts }) => parts.some((part) => !all.includes(part) && !isHostFile(part)))
    .map(({ text }) => text);
}

const isHostFile = (part: string): boolean => part.startsWith("/") && existsSync(part);
