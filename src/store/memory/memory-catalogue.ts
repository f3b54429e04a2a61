import { UserError } from "../../lib/errors.ts";
import type { Database } from "../database.ts";
import { isOfNobodySilent } from "../silent-people.ts";
import { importedChannel } from "./import-chat.ts";
import { passageId } from "./passage-ids.ts";

/** What a person may want to know of the memories in a database. */
export interface MemoryCatalogue {
  /**
   * Ids of the conversations that have a memory, or of the one with this id, channel or imported name.
   *
   * @throws UserError when there is none.
   */
  conversations(wanted?: string): readonly string[];
  /** When the newest turn of a conversation was said. */
  newestAt(conversationId: string): number | undefined;
  /** What some turns say, and the ids that they had where they came from. */
  tell(turnIds: readonly string[]): ReadonlyMap<string, ToldTurn>;
}

export interface ToldTurn {
  readonly text: string;
  readonly conversationId: string;
  readonly position: number;
  readonly sourceId: string | null;
}

export function createMemoryCatalogue(database: Database): MemoryCatalogue {
  return {
    conversations: (wanted) => database.read(() => conversations(database, wanted)),
    newestAt: (conversationId) =>
      database.read(() => {
        const number = database
          .statement<[string], number>(
            "select number from memory_space where conversation_id = ?",
            "pluck",
          )
          .get(conversationId);
        if (number === undefined) return undefined;
        return database
          .statement<[number, number], number>(
            "select at from memory_passage where id between ? and ? order by id desc limit 1",
            "pluck",
          )
          .get(passageId(number, 0), passageId(number + 1, 0) - 1);
      }),
    tell: (turnIds) =>
      database.read(
        () =>
          new Map(
            database
              .statement<[string], ToldTurn & { readonly id: string }>(
                `select turn.id as id, iif((${isOfNobodySilent}), coalesce(swipe.text, ''), '') as text,
                   turn.conversation_id as conversationId, turn.position as position, turn_source.source_id as sourceId
                 from turn
                 left join swipe on swipe.turn_id = turn.id and swipe.number = turn.active_swipe
                 left join turn_source on turn_source.turn_id = turn.id
                 where turn.id in (select value from json_each(?))`,
              )
              .all(JSON.stringify(turnIds))
              .map(({ id, ...told }) => [id, told]),
          ),
      ),
  };
}

function conversations(database: Database, wanted: string | undefined): readonly string[] {
  if (wanted === undefined)
    return database
      .statement<[], string>("select conversation_id from memory_space order by number", "pluck")
      .all();
  const found = database
    .statement<[string, string, string], string>(
      "select id from conversation where id = ? or channel_id = ? or channel_id = ?",
      "pluck",
    )
    .all(wanted, wanted, importedChannel(wanted));
  if (found.length === 0)
    throw new UserError(
      "no-such-conversation",
      `There is no conversation "${wanted}" here. Give its id, its channel's id, or the name under which a chat was imported.`,
    );
  return found;
}
