import type { OwnRequest } from "../../../conversation/requests/request-desk.ts";
import { button, rowOf } from "../../components/button.ts";
import type { Texts } from "../../texts/en/english.ts";
import { textsFor } from "../../texts/texts.ts";
import type { Answer, ButtonRow, Command } from "../command.ts";

/** Discord has room for 25 buttons below a message; nobody needs half of them. */
const mostShown = 10;
const buttonsInRow = 5;

/** What the person waits for, to be taken back. */
export const showQueue: Command = {
  options: [],
  run: async (interaction, { requests }) =>
    requestList(await requests.of(interaction.user.id), textsFor(interaction)),
};

export function requestList(
  requests: readonly OwnRequest[],
  { queue: texts }: Pick<Texts, "queue">,
): Answer {
  if (requests.length === 0) return { content: texts.nothing, rows: [] };
  const shown = requests.slice(0, mostShown);
  const lines = shown.map((request, index) => `${index + 1}. ${lineOf(request, texts)}`);
  const left = requests.length - shown.length;
  return {
    content: [...lines, ...(left > 0 ? [texts.more({ count: left })] : [])].join("\n"),
    rows: rowsOf(shown, texts),
  };
}

function lineOf({ channelId, speakerName, kind, state }: OwnRequest, texts: Texts["queue"]) {
  return texts.line({
    what: texts.kinds[kind]({ character: speakerName }),
    channel: `<#${channelId}>`,
    state: stateOf(state, texts),
  });
}

function stateOf(state: OwnRequest["state"], texts: Texts["queue"]): string {
  if (state === "being-written") return texts.beingWritten;
  if (state === "after-another") return texts.afterAnother;
  const { ahead, estimatedWaitMs } = state;
  return texts.place({
    place: ahead + 1,
    seconds: estimatedWaitMs === null ? null : Math.max(1, Math.round(estimatedWaitMs / 1000)),
  });
}

function rowsOf(shown: readonly OwnRequest[], texts: Texts["queue"]): ButtonRow[] {
  const buttons = shown.map(({ turnId }, index) =>
    button(
      { action: "unqueue", subject: turnId, revision: 0 },
      { label: texts.cancel({ number: index + 1 }), emoji: "✖️" },
    ),
  );
  const rows: ButtonRow[] = [];
  for (let start = 0; start < buttons.length; start += buttonsInRow)
    rows.push(rowOf(...buttons.slice(start, start + buttonsInRow)));
  return rows;
}
