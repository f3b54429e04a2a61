import { blankPersona } from "../../../conversation/personas/persona.ts";
import { errorText } from "../../texts/error-text.ts";
import { textsFor } from "../../texts/texts.ts";
import type { Command } from "../command.ts";
import { keepPicture, takePicture } from "./pending-pictures.ts";
import {
  formOptions,
  personaFields,
  positionOf,
  readPersona,
  readPosition,
  writePosition,
} from "./persona-form.ts";

/** Makes a persona in a form. */
export const createPersona: Command = {
  options: formOptions,
  form(interaction) {
    const { persona } = textsFor(interaction);
    const picture = keepPicture(interaction.id, interaction.options.getAttachment("avatar"));
    return {
      title: persona.form.createTitle,
      argument: `${writePosition(positionOf(interaction, blankPersona.position))} ${picture}`,
      components: personaFields(persona.form),
    };
  },
  async submit(submission, argument, services) {
    const [position = "", picture = ""] = argument.split(" ");
    const { avatar, problem } = await takePicture(picture, services);
    const fields = readPersona(submission, readPosition(position));
    const { name } = services.personas.create(submission.user.id, fields, avatar);
    const texts = textsFor(submission).persona;
    const said = texts.created({ name });
    return {
      content: problem === null ? said : `${said}\n${errorText(problem, submission)}`,
    };
  },
};
