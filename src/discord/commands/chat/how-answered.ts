import type { AnswerMode } from "../../../conversation/ports.ts";
import type { PlaceSettings } from "../../../conversation/settings/place-settings.ts";
import type { Texts } from "../../texts/en/english.ts";

/** How somebody gets an answer in a chat, in one sentence; null where nobody can say so in general. */
export function howAnswered(
  { answer, isDirect }: { readonly answer: AnswerMode; readonly isDirect: boolean },
  { speaks, triggers, keywords }: Pick<PlaceSettings, "speaks" | "triggers" | "keywords">,
  { answersTo }: Texts["chat"],
): string | null {
  if (!speaks) return answersTo.nobody;
  if (isDirect || answer === "always" || triggers.includes("always")) return answersTo.everything;
  const ways = triggers.flatMap((trigger) =>
    trigger === "always" || (trigger === "keyword" && keywords.length === 0)
      ? []
      : [answersTo.ways[trigger]],
  );
  return ways.length === 0 ? null : answersTo.called({ ways });
}
