import { errorText } from "../../texts/error-text.ts";
import { textsFor } from "../../texts/texts.ts";
import type { Command } from "../command.ts";
import { shorten } from "../rank-choices.ts";
import { keepPicture, takePicture } from "./pending-pictures.ts";
import {
  formOptions,
  personaFields,
  positionOf,
  readPersona,
  readPosition,
  writePosition,
} from "./persona-form.ts";
import { completePersona, personaOption } from "./persona-option.ts";

/** Changes a persona in a form that shows what is there. */
export const editPersona: Command = {
  options: [personaOption, ...formOptions],
  complete: completePersona,
  form(interaction, { personas }) {
    const { form } = textsFor(interaction).persona;
    const before = personas.own(
      interaction.user.id,
      interaction.options.getString("persona", true),
    );
    const picture = keepPicture(interaction.id, interaction.options.getAttachment("avatar"));
    const position = writePosition(positionOf(interaction, before.position));
    return {
      title: shorten(form.editTitle({ name: before.name }), 45),
      argument: `${before.id} ${position} ${picture}`,
      components: personaFields(form, before),
    };
  },
  async submit(submission, argument, services) {
    const [id = "", position = "", picture = ""] = argument.split(" ");
    const { avatar, problem } = await takePicture(picture, services);
    const fields = readPersona(submission, readPosition(position));
    const { name } = services.personas.edit(submission.user.id, id, fields, avatar);
    const texts = textsFor(submission).persona;
    const said = texts.edited({ name });
    return {
      content: problem === null ? said : `${said}\n${errorText(problem, submission)}`,
    };
  },
};
