import type { ModalSubmitInteraction } from "discord.js";
import {
  type APIModalInteractionResponseCallbackData,
  ComponentType,
  TextInputStyle,
} from "discord-api-types/v10";
import { UserError } from "../../../lib/errors.ts";
import type { Texts } from "../../texts/en/english.ts";
import { textsFor } from "../../texts/texts.ts";
import { requireOpenThread } from "../../threads/archived-thread.ts";
import type { Asking } from "../control.ts";
import { personOf } from "../person.ts";
import { fromFields, toFields } from "../text-fields.ts";
import { deedOnOthers } from "./deed-on-others.ts";

/** Lets a person change the words of a reply. A long one takes several fields. */
export const editReply: Asking = {
  ask(press, id, { turns }) {
    requireOpenThread(press);
    const texts = textsFor(press).turns;
    const face = turns.face(id.subject, personOf(press));
    if (face.turn.kind === "user")
      throw new UserError(
        "person-edits-themself",
        "A person wrote this message. Whoever wrote it can edit it in Discord, and the chat follows.",
      );
    if (face.number === 0)
      throw new UserError("no-text-yet", "This reply has no text yet that could be changed.");
    const split = toFields(face.turn.text);
    if (split === null)
      throw new UserError(
        "turn-text-too-long-for-form",
        "This reply is too long for a form. Ask for a shorter new version instead.",
      );
    return {
      form: {
        id: { ...id, revision: face.revision, detail: split.gaps },
        title: texts.editTitle,
        components: split.fields.map((value, index) =>
          field(value, index, split.fields.length, texts),
        ),
      },
    };
  },
  submit(form, id, { turns }) {
    const seen = { turnId: id.subject, revision: id.revision };
    const deed = deedOnOthers(form, id.subject, turns);
    turns.edit(seen, personOf(form), fromFields(fieldsOf(form), id.detail));
    return Promise.resolve({ content: textsFor(form).turns.edited, ...deed });
  },
};

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
