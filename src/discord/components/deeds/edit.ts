import type { ModalSubmitInteraction } from "discord.js";
import {
  type APIModalInteractionResponseCallbackData,
  ComponentType,
  TextInputStyle,
} from "discord-api-types/v10";
import type { Turn } from "../../../conversation/ports.ts";
import type { PersonaPost, TurnService } from "../../../conversation/swipes/turn-service.ts";
import { UserError } from "../../../lib/errors.ts";
import { splitReplyLine } from "../../proxies/reply-line.ts";
import type { Texts } from "../../texts/en/english.ts";
import { textsFor } from "../../texts/texts.ts";
import { requireOpenThread } from "../../threads/archived-thread.ts";
import type { Asking, ControlForm, Press } from "../control.ts";
import type { ControlId } from "../control-id.ts";
import { personOf } from "../person.ts";
import { fromFields, toFields } from "../text-fields.ts";
import { deedOnOthers } from "./deed-on-others.ts";

/** Lets a person change the words of a reply. A long one takes several fields. */
export const editReply: Asking = {
  ask(press, id, { turns }) {
    requireOpenThread(press);
    const texts = textsFor(press).turns;
    const face = turns.face(id.subject, personOf(press));
    if (face.turn.kind === "user") {
      requireOwn(face.turn, press, turns);
      return { form: formOf({ ...id, revision: face.revision }, wordsIn(press, face.turn), texts) };
    }
    if (face.number === 0)
      throw new UserError("no-text-yet", "This reply has no text yet that could be changed.");
    return { form: formOf({ ...id, revision: face.revision }, face.turn.text, texts) };
  },
  async submit(form, id, { turns, posts }) {
    const texts = textsFor(form).turns;
    const text = fromFields(fieldsOf(form), id.detail);
    const { turn } = turns.face(id.subject, personOf(form));
    if (turn.kind === "user") {
      await posts.edit(requireOwn(turn, form, turns), text);
      return { content: texts.ownEdited };
    }
    const seen = { turnId: id.subject, revision: id.revision };
    const deed = deedOnOthers(form, id.subject, turns);
    turns.edit(seen, personOf(form), text);
    return { content: texts.edited, ...deed };
  },
};

/** The message in which somebody's own words stand in a persona's name. @throws UserError that says what else they can do. */
function requireOwn(
  turn: Turn,
  { user }: Pick<Press, "user">,
  turns: Pick<TurnService, "postOf">,
): PersonaPost {
  const post = turns.postOf(turn);
  if (post === undefined)
    throw new UserError(
      "person-edits-themself",
      "A person wrote this message. Whoever wrote it can edit it in Discord, and the chat follows.",
    );
  if (turn.authorId !== user.id)
    throw new UserError("not-your-words", "Only the person who said this may change it.");
  return post;
}

/** As they were written, with mentions and emojis, where the message is at hand. */
function wordsIn(press: Press, { text }: Turn): string {
  return press.isMessageContextMenuCommand()
    ? splitReplyLine(press.targetMessage.content).words
    : text;
}

function formOf(id: ControlId, text: string, texts: Texts["turns"]): ControlForm {
  const split = toFields(text);
  if (split === null)
    throw new UserError(
      "turn-text-too-long-for-form",
      "This reply is too long for a form. Ask for a shorter new version instead.",
    );
  return {
    id: { ...id, detail: split.gaps },
    title: texts.editTitle,
    components: split.fields.map((value, index) => field(value, index, split.fields.length, texts)),
  };
}

function field(
  value: string,
  index: number,
  parts: number,
  texts: Texts["turns"],
): APIModalInteractionResponseCallbackData["components"][number] {
  return {
    type: ComponentType.Label,
    label: texts.editLabel({ part: index + 1, parts }),
    component: {
      type: ComponentType.TextInput,
      custom_id: `text${index}`,
      style: TextInputStyle.Paragraph,
      value,
      max_length: 4000,
      required: index === 0,
    },
  };
}

function fieldsOf(form: ModalSubmitInteraction): string[] {
  return [...form.fields.fields.keys()].sort().map((key) => form.fields.getTextInputValue(key));
}
