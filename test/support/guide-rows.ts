import type { Catalogue, ModelEntry } from "../../src/models/catalogue/catalogue.ts";

/** A row of the guide's table and the test of its route. */
export interface GuideRow {
  readonly row: number;
  readonly entry: ModelEntry;
  /** The test's name in `guide-rows.test.ts`. */
  readonly test: string;
}

/** Every row of the guide's table, in order. The test and the document that names it are both made of this list. */
export function guideRows({ models }: Pick<Catalogue, "models">): readonly GuideRow[] {
  return models
    .flatMap((entry) =>
      entry.guide.map((row) => ({ row, entry, test: `row ${row}: ${entry.name}` })),
    )
    .toSorted((a, b) => a.row - b.row);
}
