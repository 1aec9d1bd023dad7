/** What was changed on this host lately, as far as files tell. */
export interface ChangesRequest {
  readonly kind: "changes";
  /** So far back. */
  readonly sinceMs: number;
}

export interface ChangesFacts {
  /** Milliseconds since the epoch; undefined where that is not told. */
  readonly bootedAt: number | undefined;
  /** Files of the system's resolver that were written since then. */
  readonly files: readonly { readonly path: string; readonly modifiedAt: number }[];
  /** In the order in which they were changed. */
  readonly packages: readonly PackageChange[];
}

/** A package that the system's package manager changed. */
export interface PackageChange {
  readonly at: number;
  readonly action: "installed" | "upgraded" | "removed";
  readonly name: string;
  /** Empty for none. */
  readonly from: string;
  readonly to: string;
}
