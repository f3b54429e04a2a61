import type { Notice } from "../../conversation/notice.ts";
import type { Texts } from "./en/english.ts";

/** What people are told about a reply, in the words of a language. */
export function noticeText(
  notice: Notice,
  { turns: { notices }, general }: Pick<Texts, "turns" | "general">,
): string {
  switch (notice.code) {
    case "stopped":
      return notices.stopped;
    case "moved":
      return notices.moved(notice);
    case "card-missing":
      return notices.cardMissing(notice);
    case "not-age-restricted":
      return notices.notAgeRestricted(notice);
    case "bug":
      return general.unexpected({ errorId: notice.id });
    case "nothing-to-say":
      return notices.nothingToSay;
    case "nothing-to-add":
      return notices.nothingToAdd;
    case "wordless":
      return "⚠️";
    case "failed": {
      const { code, message, values = {} } = notice.failure;
      return notices.failures[code]({ ...values, message });
    }
  }
}
