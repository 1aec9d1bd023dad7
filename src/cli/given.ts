/** A value with the name that the user gave it under, for complaints: "--timeout" or "UHC_TIMEOUT". */
export interface Given {
  readonly value: string;
  readonly source: string;
}
