// Data table: the JSON Schema of the report. Fields are only ever added, so unknown ones are allowed.
import { CAUSES, LAYERS } from "../model/cause.ts";

const text = { type: "string" } as const;
const count = { type: "integer", minimum: 0 } as const;
const milliseconds = { type: "number", minimum: 0 } as const;
const measured = { type: ["number", "null"], minimum: 0 } as const;
const time = { type: "string", format: "date-time", description: "ISO 8601, UTC" } as const;
const state = { enum: ["healthy", "degraded", "down", "unknown"] } as const;
const status = { enum: ["pass", "warn", "fail", "skip"] } as const;
const causeId = { enum: Object.keys(CAUSES) };
const layer = { enum: LAYERS };
const probability = { type: "number", minimum: 0, maximum: 1 } as const;
const subject = { $ref: "#/$defs/subject" } as const;
const location = { $ref: "#/$defs/location" } as const;
const texts = { type: "array", items: text } as const;

/** JSON Schema, draft 2020-12, of the document that `--format json` prints. */
export const REPORT_SCHEMA = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "uhc report",
  description: "What a run of uhc found. Fields are only ever added; one that is not required may be absent.",
  ...object(
    {
      schemaVersion: { const: 1 },
      tool: object({ name: { const: "uhc" }, version: text }),
      command: { enum: ["diagnose", "lint", "logs"] },
      complete: { type: "boolean", description: "false: the run ended before everything was looked at" },
      startedAt: time,
      durationMs: milliseconds,
      vantage: object({ hostname: text, platform: text }),
      inputs: list(object({ path: text, gateway: text, version: text, files: count }, ["version", "files"])),
      verdict: state,
      summary: text,
      causes: { ...list({ $ref: "#/$defs/cause" }), description: "ranked, the likeliest first" },
      ruledOut: list(object({ id: causeId, because: text })),
      dismissed: {
        ...list(object({ id: causeId, confidence: probability, subjects: list(subject), because: text })),
        description: "causes that something spoke for, and that another one accounts for",
      },
      notChecked: list(object({ what: text, because: text })),
      upstreams: list({ $ref: "#/$defs/upstream" }),
      experiments: list(object({ subject, varied: text, outcome: text })),
      timeline: list(
        object({ at: time, what: text, source: text, kind: { enum: ["change", "failure", "event"] } }, [
          "kind",
        ]),
      ),
      checks: list({ $ref: "#/$defs/check" }),
      logs: object({
        files: list({ $ref: "#/$defs/logFile" }),
        places: {
          ...list({ $ref: "#/$defs/loggedPlace" }),
          description: "most failures first; what is about a gateway itself names no upstream",
        },
      }),
    },
    ["logs"],
  ),
  $defs: {
    logFile: object({
      path: text,
      gateway: text,
      kind: { enum: ["error", "access"] },
      lines: count,
      from: { ...time, type: ["string", "null"] },
      to: { ...time, type: ["string", "null"] },
      complete: { type: "boolean", description: "all of the window was read" },
      timeZone: { ...text, description: "in which stamps without a zone are read" },
      hasLocalStamps: { type: "boolean", description: "there were stamps without a zone" },
    }),
    loggedPlace: object(
      {
        gateway: text,
        upstream: text,
        endpoint: text,
        others: { const: true, description: "places too many to be kept apart, counted together" },
        requests: { type: ["integer", "null"], minimum: 0 },
        failedRequests: { type: ["integer", "null"], minimum: 0, description: "answered with 5xx" },
        madeBy: object({ upstream: count, gateway: count, unknown: count }),
        failures: list({ $ref: "#/$defs/loggedFailure" }),
      },
      ["upstream", "endpoint", "others"],
    ),
    loggedFailure: object(
      {
        event: text,
        detail: text,
        count,
        firstAt: time,
        lastAt: time,
        bursts: { ...count, description: "with a minute's pause between them" },
        periodMs: { ...measured, description: "so far apart the bursts come, as regularly as a clock" },
        sample: text,
      },
      ["detail"],
    ),
    subject: object({ gateway: text, upstream: text, endpoint: text, route: text }, [
      "upstream",
      "endpoint",
      "route",
    ]),
    location: object({
      file: text,
      line: { type: "integer", minimum: 1 },
      column: { type: "integer", minimum: 1 },
    }),
    cause: object(
      {
        rank: { type: "integer", minimum: 1 },
        id: causeId,
        title: text,
        role: {
          enum: ["root", "contributing", "latent"],
          description:
            "root explains a failure seen now, contributing makes it worse, latent will bite later",
        },
        severity: { enum: ["error", "warning", "info"] },
        layer,
        confidence: { ...probability, description: "probability that this is so" },
        subjects: list(subject),
        locations: { ...list(location), description: "first the value to change" },
        evidence: list(object({ check: text, status, summary: text, subject })),
        fix: object({ summary: text, steps: texts, commands: texts, edits: list({ $ref: "#/$defs/edit" }) }, [
          "edits",
        ]),
        verify: { ...texts, description: "commands to paste that show the same thing" },
        weighing: {
          ...object(
            {
              met: list({ $ref: "#/$defs/word" }),
              contradicted: list({ $ref: "#/$defs/word" }),
              missing: list(object({ what: text, because: text })),
              limitedBy: object({ id: causeId, confidence: probability }),
            },
            ["limitedBy"],
          ),
          description: "how the cause came by its confidence",
        },
        follows: {
          ...list(object({ id: causeId, title: text, because: text })),
          description: "the chain below it: what follows from it for the same subjects, the nearest first",
        },
      },
      ["follows"],
    ),
    word: object({ check: text, strength: probability, summary: text }),
    edit: {
      ...object({ steps: list(object({ kind: text, at: location, text }, ["text"])) }),
      description: "a change of the config that is certain: all of its steps, or none",
    },
    upstream: object(
      {
        name: text,
        gateway: text,
        state,
        location,
        routes: texts,
        endpoints: list({ $ref: "#/$defs/endpoint" }),
      },
      ["location", "routes"],
    ),
    endpoint: object(
      {
        endpoint: text,
        address: { ...text, description: "what was connected to" },
        state,
        gatewayState: {
          enum: ["up", "down", "ejected", "draining", "maintenance", "checking", "unknown"],
          description: "what the gateway itself says",
        },
        layers: object({ dns: status, tcp: status, tls: status, http: status }),
        timings: object({ dnsMs: measured, tcpMs: measured, tlsMs: measured, ttfbMs: measured }),
      },
      ["address", "gatewayState"],
    ),
    check: object(
      {
        id: text,
        layer,
        status,
        summary: text,
        durationMs: milliseconds,
        subject,
        because: { ...text, description: "why it was skipped" },
      },
      ["because"],
    ),
  },
};

function list(items: object) {
  return { type: "array", items } as const;
}

/** An object of which everything but `optional` is always there. */
function object(properties: Readonly<Record<string, object>>, optional: readonly string[] = []) {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: "object", properties, required } as const;
}
