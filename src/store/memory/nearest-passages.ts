import type { PositionRange, VectorHit } from "../../memory/passage-index.ts";
import type { Database } from "../database.ts";
import { passageId, positionOf } from "./passage-ids.ts";
import { modelNumber } from "./vectors.ts";

/** Vectors that one search compares: a few milliseconds' worth. Of longer conversations, the newest. */
const mostCompared = 20_000;

/** By the scalar functions of sqlite-vec, on vectors that lie in the order of the turns. */
export function nearestPassages(
  database: Database,
  number: number,
  query: { readonly modelId: string; readonly vector: Float32Array },
  range: PositionRange,
  most: number,
): readonly VectorHit[] {
  if (!database.hasVectors) return [];
  const model = modelNumber(database, {
    modelId: query.modelId,
    dimensions: query.vector.length,
  });
  if (model === -1) return [];
  const first = Math.max(range.first, range.last - mostCompared + 1);
  const vector = Buffer.from(query.vector.buffer, query.vector.byteOffset, query.vector.byteLength);
  return database
    .statement<
      [Buffer, number, number, number, number],
      { readonly id: number; readonly distance: number }
    >(
      `select passage.id as id, vec_distance_cosine(vector, ?) as distance
       from memory_vector join memory_passage as passage on passage.id = passage_id
       where passage_id between ? and ? and passage.embedding = ? order by distance limit ?`,
    )
    .all(vector, passageId(number, first), passageId(number, range.last), model, most)
    .map(({ id, distance }) => ({ position: positionOf(id), likeness: 1 - distance }));
}
