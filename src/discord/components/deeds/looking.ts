import type { APIEmbed } from "discord-api-types/v10";
import type { TurnFace } from "../../../conversation/swipes/swipe-store.ts";
import type { Answer, CommandServices } from "../../commands/command.ts";
import { promptEmbed } from "../../commands/debug/prompt-embed.ts";
import { promptText } from "../../commands/debug/prompt-text.ts";
import { textsFor } from "../../texts/texts.ts";
import { button, rowOf } from "../button.ts";
import type { Deed, Press } from "../control.ts";
import { personOf } from "../person.ts";

/** The prompt of the text that counts, as it was. */
export const whyThisReply: Deed = {
  run(press, { subject }, { turns, prompts }) {
    const { turn } = turns.face(subject, personOf(press));
    const shown = prompts.promptOfTurn(turn);
    return Promise.resolve({
      embeds: [promptEmbed(shown, textsFor(press))],
      files: [{ name: "prompt.txt", bytes: Buffer.from(promptText(shown, press)) }],
    });
  },
};

/** Who is behind a message. Everyone may know. */
export const messageInfo: Deed = {
  run(press, { subject }, { turns }) {
    return Promise.resolve(infoOf(turns.lookUp(subject), press, { turns }));
  },
};

function infoOf(
  face: TurnFace,
  press: Pick<Press, "locale">,
  { turns }: Pick<CommandServices, "turns">,
): Answer {
  const { turns: texts } = textsFor(press);
  const { turn, number, count, editedBy, report } = face;
  const askerId = turn.kind === "user" ? null : turns.askerOf(turn);
  const field = (name: string, value: string | null) =>
    value === null ? [] : [{ name, value, inline: true }];
  const embed: APIEmbed = {
    title: texts.infoTitle,
    fields: [
      ...(turn.kind === "user"
        ? field(texts.infoPerson, `${turn.speakerName} (<@${turn.authorId}>)`)
        : field(texts.infoCharacter, turn.speakerName)),
      ...field(texts.infoAsker, askerId === null ? null : `<@${askerId}>`),
      ...field(
        texts.infoVersion,
        turn.kind === "user" || count === 0 ? null : texts.ofCount({ number, count }),
      ),
      ...field(texts.infoModel, report?.model ?? null),
      ...field(
        report === null ? texts.infoWrittenBy : texts.infoEditedBy,
        editedBy === null ? null : `<@${editedBy}>`,
      ),
      ...field(texts.infoState, texts.states[turn.state]),
    ],
  };
  const id = { action: "report", subject: turn.id, revision: face.revision };
  return { embeds: [embed], rows: [rowOf(button(id, { emoji: "🚩", label: texts.report }))] };
}
