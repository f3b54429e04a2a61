import type { ChatFileSwipe, ChatFileTurn } from "./chat-file.ts";
import type { ChatLine } from "./chat-line.ts";
import { momentOf } from "./chat-moment.ts";
import { boundedExtra } from "./extra-fields.ts";

/** One line as a turn with all its texts. Where the shown text isn't the swipe that is said to be shown, the text counts. */
export function turnOf(line: number, fields: ChatLine): ChatFileTurn {
  const { texts, shown } = textsOf(fields);
  const swipes = texts.map((text, index) =>
    swipeOf(text, fields, { index, isShown: index === shown }),
  );
  return {
    line,
    name: fields.name,
    isUser: fields.is_user,
    isNarrator: !fields.is_user && isNarrators(fields.extra),
    text: fields.mes,
    swipeIndex: fields.swipes?.length ? (fields.swipe_id ?? 0) : null,
    swipeCount: fields.swipes?.length ?? 0,
    sentAt: dateOf(fields.send_date),
    id: idOf(fields.extra),
    swipes,
    shown,
  };
}

function textsOf({ mes, swipes, swipe_id }: ChatLine): {
  readonly texts: readonly string[];
  readonly shown: number;
} {
  if (!swipes?.length) return { texts: [mes], shown: 0 };
  const said = swipe_id ?? 0;
  if (said < swipes.length) return { texts: swipes.with(said, mes), shown: said };
  const found = swipes.indexOf(mes);
  return found === -1
    ? { texts: [...swipes, mes], shown: swipes.length }
    : { texts: swipes, shown: found };
}

function swipeOf(
  text: string,
  fields: ChatLine,
  { index, isShown }: { readonly index: number; readonly isShown: boolean },
): ChatFileSwipe {
  const info = fields.swipe_info?.[index];
  const sentAt = dateOf(info?.send_date) ?? (isShown ? dateOf(fields.send_date) : null);
  const extra = boundedExtra(info?.extra) ?? (isShown ? boundedExtra(fields.extra) : null);
  return { text, sentAt, extra };
}

/** As SillyTavern marks what `/sys` says. */
function isNarrators(extra: unknown): boolean {
  return (
    typeof extra === "object" && extra !== null && "type" in extra && extra.type === "narrator"
  );
}

function idOf(extra: unknown): string | null {
  if (typeof extra !== "object" || extra === null || !("id" in extra)) return null;
  return typeof extra.id === "string" || typeof extra.id === "number" ? String(extra.id) : null;
}

/** What a calendar can hold, from 1970 on. */
const latest = 8.64e15;

function dateOf(sent: ChatLine["send_date"]): number | null {
  const moment = momentOf(sent);
  return moment !== null && moment >= 0 && moment <= latest ? Math.trunc(moment) : null;
}
