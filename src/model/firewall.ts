/** Whether this host's own rules let connections through. */
export interface FirewallRequest {
  readonly kind: "firewall";
  readonly flows: readonly Flow[];
  /** Who opens them, by name or number: rules may ask for it. Absent where it is not known. */
  readonly account?: string;
}

/** A connection that is to be opened from this host. */
export interface Flow {
  /** Undefined: the address that the kernel would choose. */
  readonly source: string | undefined;
  readonly host: string;
  readonly port: number;
}

export interface FirewallFacts {
  /** The flows that a rule stops; one that no rule decides, or only rules that can't be followed, is left out. */
  readonly blocks: readonly Block[];
  /** The flows that a rule may send to another address or port; undefined where the rules for that were not all read. */
  readonly forwards: readonly Forward[] | undefined;
  /** Why the rules were not read, or not followed to the end; undefined where they were. */
  readonly unread: string | undefined;
}

/** A rule that changes the destination of a connection: the sockets of this host say nothing of what serves it. */
export interface Forward extends Flow {
  /** "ip nat DOCKER". */
  readonly chain: string;
  readonly rule: string;
}

export interface Block extends Flow {
  /** Whether the packet is dropped without a word. */
  readonly action: "drop" | "reject";
  /** "inet filter input". */
  readonly chain: string;
  /** It is stopped on its way out; else on its way back in, to this very host. */
  readonly isOut: boolean;
  /** What its rules are kept by, and are changed with. */
  readonly manager: FirewallManager;
  /** "tcp dport 8081 drop", as the rule was read; "policy drop" where no rule of the chain decides. */
  readonly rule: string;
}

type Iptables = "iptables" | "ip6tables";

/** firewalld and ufw write rules for nft or iptables, and overwrite what others change in them. */
export type FirewallManager = "nft" | Iptables | `${Iptables}-legacy` | "firewalld" | "ufw";
