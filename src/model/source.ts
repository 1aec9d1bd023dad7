/** A place in a text that a person wrote. Lines and columns are 1-based; columns count characters. */
export interface Location {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/**
 * A value that a gateway works with, and where it comes from. A default that no line sets carries the location of the
 * line it acts on, so that a report can always say where to make the change.
 */
export interface Setting<T> {
  readonly value: T;
  readonly isDefault: boolean;
  readonly location: Location;
}

/** A value that a line of the config sets. */
export function written<T>(value: T, location: Location): Setting<T> {
  return { value, isDefault: false, location };
}

/** A value that the gateway assumes by itself; `location` is the line that it acts on. */
export function assumed<T>(value: T, location: Location): Setting<T> {
  return { value, isDefault: true, location };
}
