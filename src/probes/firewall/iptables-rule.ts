import { iptablesWords, type RuleOption, ruleOptions } from "./iptables-words.ts";

type Expression = Readonly<Record<string, unknown>>;

/** What no rule of nft says in these words, and nobody can follow from here. */
const UNKNOWN: Expression = { xt: { type: "match", name: "unknown" } };

/**
 * A rule of iptables in the expressions of nft: what both know is asked in the same way, and what can't be followed stays
 * unknown (iptables(8), iptables-extensions(8)). `-A OUTPUT` is taken off; the text itself goes first, to be shown.
 */
export function iptablesRule(text: string, family: "ip" | "ip6"): readonly Expression[] {
  const options = ruleOptions(iptablesWords(text));
  const jump = options.findIndex(({ name }) => name === "-j" || name === "-g");
  const matches = jump < 0 ? options : options.slice(0, jump);
  return [
    { written: text },
    ...matches.flatMap((option) => matchOf(option, family)),
    ...(jump < 0 ? [] : targetOf(options.slice(jump))),
  ];
}

function matchOf({ name, isNegated, values }: RuleOption, family: "ip" | "ip6"): readonly Expression[] {
  const [value = ""] = values;
  const is = (left: Expression, right: unknown): readonly Expression[] => [
    { match: { op: isNegated ? "!=" : "==", left, right } },
  ];
  switch (name) {
    case "-m":
    case "--comment":
      return [];
    case "-s":
    case "--src-range":
      return is(payload(family, "saddr"), addressIn(value));
    case "-d":
    case "--dst-range":
      return is(payload(family, "daddr"), addressIn(value));
    case "-i":
      return is({ meta: { key: "iifname" } }, value.replace(/\+$/, "*"));
    case "-o":
      return is({ meta: { key: "oifname" } }, value.replace(/\+$/, "*"));
    case "-p":
      return value === "all" ? [] : is({ meta: { key: "l4proto" } }, PROTOCOLS.get(value) ?? value);
    case "--dport":
    case "--dports":
      return is(payload("tcp", "dport"), portsIn(value));
    case "--tcp-flags":
      return is(
        { "&": [payload("tcp", "flags"), { "|": flagsIn(value) }] },
        { "|": flagsIn(values[1] ?? "") },
      );
    case "--state":
    case "--ctstate":
      return is({ ct: { key: "state" } }, value.toLowerCase().split(","));
    case "--dst-type":
      return is({ fib: { result: "type", flags: ["daddr"] } }, value.toLowerCase());
    case "--uid-owner":
      return /^\d{1,10}(-\d{1,10})?$/.test(value)
        ? is({ meta: { key: "skuid" } }, numbersIn(value))
        : [UNKNOWN];
    default:
      // Rates, marks, sets, source ports: not uhc's to know.
      return [UNKNOWN];
  }
}

const PROTOCOLS = new Map([
  ["6", "tcp"],
  ["17", "udp"],
  ["1", "icmp"],
  ["58", "ipv6-icmp"],
]);

function payload(protocol: string, field: string): Expression {
  return { payload: { protocol, field } };
}

/** "10.0.0.5", "10.0.0.0/8", "10.0.0.1-10.0.0.9". A mask that is no prefix ("/255.0.0.255") matches nothing that is known. */
function addressIn(text: string): unknown {
  const [from, to] = text.split("-");
  if (to !== undefined) return { range: [from, to] };
  const [addr, length] = text.split("/");
  if (length === undefined) return addr;
  return /^\d{1,3}$/.test(length) ? { prefix: { addr, len: Number(length) } } : UNKNOWN;
}

/** "8081", "8000:8100", "80,443,8000:8100". */
function portsIn(text: string): readonly unknown[] {
  return text.split(",").map((one) => {
    const [from = "", to] = one.split(":");
    return to === undefined ? Number(from) : { range: [Number(from || 0), Number(to || 65_535)] };
  });
}

/** "33", "0-99". */
function numbersIn(text: string): unknown {
  const [from, to] = text.split("-").map(Number);
  return to === undefined ? from : { range: [from, to] };
}

function flagsIn(text: string): readonly string[] {
  if (text === "NONE") return [];
  return (text === "ALL" ? "FIN,SYN,RST,PSH,ACK,URG" : text).toLowerCase().split(",");
}

/** Targets that let the packet go on as it is, or change what nothing behind them asks. */
const PASSES = new Set([
  ...["LOG", "NFLOG", "ULOG", "MARK", "CONNMARK", "TCPMSS", "TRACE", "CHECKSUM", "CLASSIFY", "SET"],
  ...["SNAT", "MASQUERADE", "SECMARK", "CONNSECMARK", "TOS", "DSCP", "TTL", "HL", "AUDIT", "RATEEST"],
]);

/** Targets that send the packet elsewhere, or hand it to a program, or keep it from being tracked. */
const TURNS = new Set(["DNAT", "REDIRECT", "TPROXY", "NETMAP", "NFQUEUE", "QUEUE", "CT", "NOTRACK"]);

function targetOf([target, ...more]: readonly RuleOption[]): readonly Expression[] {
  const name = target?.values[0] ?? "";
  if (target?.name === "-g") return [{ goto: { target: name } }];
  if (PASSES.has(name)) return [];
  switch (name) {
    case "ACCEPT":
      return [{ accept: null }];
    case "DROP":
      return [{ drop: null }];
    case "REJECT":
      return [{ reject: { type: more.find((one) => one.name === "--reject-with")?.values[0] } }];
    case "RETURN":
      return [{ return: null }];
    default:
      return TURNS.has(name) ? [{ xt: { type: "target", name } }] : [{ jump: { target: name } }];
  }
}
