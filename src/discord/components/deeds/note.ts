import { ComponentType, TextInputStyle } from "discord-api-types/v10";
import { longestNote } from "../../../conversation/swipes/turn-desk.ts";
import { textsFor } from "../../texts/texts.ts";
import { requireOpenThread } from "../../threads/archived-thread.ts";
import type { Asking } from "../control.ts";
import { askFollowers, dropOf, followersOf, sayingOf } from "../followers.ts";
import { personOf } from "../person.ts";

/** A new text by a wish for it alone. What becomes of what followed is asked first, so that no note gets lost over it. */
export const writeAgainWithNote: Asking = {
  ask(press, id, { turns }) {
    requireOpenThread(press);
    const texts = textsFor(press).turns;
    const person = personOf(press);
    const question = turns.questionAbout(turns.face(id.subject, person).turn, person);
    if (followersOf(id) === "ask" && question.replies > 0)
      return { answer: askFollowers(id, question, texts) };
    return {
      form: {
        id,
        title: texts.noteTitle,
        components: [
          {
            type: ComponentType.Label,
            label: texts.noteLabel,
            description: texts.noteHint,
            component: {
              type: ComponentType.TextInput,
              custom_id: "note",
              style: TextInputStyle.Paragraph,
              max_length: longestNote,
              required: true,
            },
          },
        ],
      },
    };
  },
  submit(form, id, { turns }) {
    const seen = { turnId: id.subject, revision: id.revision };
    const note = form.fields.getTextInputValue("note");
    const dropped = dropOf(form, id, turns);
    const deed = turns.again(seen, personOf(form), followersOf(id), note);
    const saying = sayingOf(deed, id, textsFor(form).turns);
    return Promise.resolve(saying && { ...saying, ...dropped });
  },
};
