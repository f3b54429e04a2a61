import type { EmbeddingModel, VectorlessTurn } from "../../conversation/memory/recall-store.ts";
import type { Database } from "../database.ts";

/** A model that gives vectors of another length is another model. */
function keyOf({ modelId, dimensions }: EmbeddingModel): string {
  return `${modelId} ${dimensions}`;
}

/** The number of a model, -1 when it never made a vector here. */
export function modelNumber(database: Database, model: EmbeddingModel): number {
  return (
    database
      .statement<[string], number>(
        "select number from memory_embedding where model_id = ?",
        "pluck",
      )
      .get(keyOf(model)) ?? -1
  );
}

/** The index of models leads to those of no model and of others, without a look at what is done. */
export function turnsWithoutVector(
  database: Database,
  model: EmbeddingModel,
  most: number,
): readonly VectorlessTurn[] {
  const number = modelNumber(database, model);
  const select = (condition: string) =>
    database
      .statement<[number, number], VectorlessTurn>(
        `select memory_passage.id as passageId, memory_passage.speaker_name || ': ' || swipe.text as text
         from memory_passage join turn on turn.id = memory_passage.turn_id
         join swipe on swipe.turn_id = turn.id and swipe.number = turn.active_swipe
         where memory_passage.embedding ${condition} ? order by memory_passage.embedding, memory_passage.id limit ?`,
      )
      .all(number, most);
  return [...select("<"), ...select(">")].slice(0, most);
}

export function addVectors(
  database: Database,
  model: EmbeddingModel,
  vectors: readonly { readonly turn: VectorlessTurn; readonly vector: Float32Array }[],
): void {
  database
    .statement<[string, number]>(
      "insert or ignore into memory_embedding (model_id, dimensions) values (?, ?)",
    )
    .run(keyOf(model), model.dimensions);
  const number = modelNumber(database, model);
  const current = database.statement<[number], string>(
    `select memory_passage.speaker_name || ': ' || swipe.text from memory_passage
     join turn on turn.id = memory_passage.turn_id
     join swipe on swipe.turn_id = turn.id and swipe.number = turn.active_swipe where memory_passage.id = ?`,
    "pluck",
  );
  for (const { turn, vector } of vectors) {
    if (current.get(turn.passageId) !== turn.text) continue;
    const bytes = Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);
    database
      .statement<[number, Buffer]>(
        "insert into memory_vector (passage_id, vector) values (?, ?) on conflict (passage_id) do update set vector = excluded.vector",
      )
      .run(turn.passageId, bytes);
    database
      .statement<[number, number]>("update memory_passage set embedding = ? where id = ?")
      .run(number, turn.passageId);
  }
}

export function vectorProgress(
  database: Database,
  model: EmbeddingModel,
): { readonly done: number; readonly all: number } {
  const count = (sql: string, ...values: readonly number[]) =>
    database.statement<readonly number[] & unknown[], number>(sql, "pluck").get(...values) ?? 0;
  return {
    done: count(
      "select count(*) from memory_passage where embedding = ?",
      modelNumber(database, model),
    ),
    all: count("select count(*) from memory_passage"),
  };
}
