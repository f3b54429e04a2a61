/** A model in memory, as far as it matters for who leaves. */
export interface Resident {
  readonly modelId: string;
  /** Rises with every use. */
  readonly lastUse: number;
}

/** Which model leaves so that another has room: the one whose last use is the longest ago. */
export function chooseVictim<Model extends Resident>(
  residents: readonly Model[],
): Model | undefined {
  return residents.toSorted((a, b) => a.lastUse - b.lastUse)[0];
}
