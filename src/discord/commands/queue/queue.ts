import type { ChatInputCommandInteraction } from "discord.js";
import { ApplicationCommandOptionType } from "discord-api-types/v10";
import type { OwnRequest, RequestService } from "../../../conversation/requests/request-desk.ts";
import { button, rowOf } from "../../components/button.ts";
import { rolesOf } from "../../components/person.ts";
import type { Texts } from "../../texts/en/english.ts";
import { errorText } from "../../texts/error-text.ts";
import { textsFor } from "../../texts/texts.ts";
import type { Answer, ButtonRow, Command } from "../command.ts";
import { modelUser } from "../model/model-user.ts";

/** Discord has room for 25 buttons below a message; nobody needs half of them. */
const mostShown = 10;
const buttonsInRow = 5;

const modes = { pause: "paused", resume: "running", drain: "draining" } as const;
const actions = ["pause", "resume", "drain"] as const;

/** What the person waits for, to be taken back; for those who run the bot, what becomes of what everybody waits for. */
export const showQueue: Command = {
  options: [{ type: ApplicationCommandOptionType.String, name: "action", choices: actions }],
  async run(interaction, { requests, queue }) {
    const texts = textsFor(interaction);
    const given = interaction.options.getString("action");
    const action = actions.find((each) => each === given);
    if (action === undefined) return ownRequests(interaction, requests);
    const status = await queue.switchTo(modelUser(interaction), modes[action]);
    return { content: texts.queue.switched[action](status) };
  },
};

/** With when more may be asked for, where that is not now: a message that asked too early has a mark alone. */
async function ownRequests(
  interaction: ChatInputCommandInteraction,
  requests: RequestService,
): Promise<Answer> {
  const { channelId, guildId, member, user } = interaction;
  const list = requestList(await requests.of(user.id), textsFor(interaction));
  const roleIds = rolesOf(member);
  const refusal = requests.refusalOf({ userId: user.id, roleIds, channelId, guildId });
  if (refusal === null) return list;
  return { ...list, content: `${list.content}\n⏳ ${errorText(refusal, interaction)}` };
}

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
  const { ahead, estimatedWaitMs, paused } = state;
  if (paused) return texts.paused({ place: ahead + 1 });
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
