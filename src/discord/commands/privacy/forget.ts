import { UserError } from "../../../lib/errors.ts";
import { textsFor } from "../../texts/texts.ts";
import type { Command } from "../command.ts";
import { textField } from "../text-field.ts";

/** What has to be typed, in every language. */
const confirmation = "forget";

/** Deletes what the bot keeps of the person, once they have typed that they want it. */
export const forgetMe: Command = {
  options: [],
  form(interaction) {
    const { form } = textsFor(interaction).privacy;
    return {
      title: form.title,
      argument: "",
      components: [
        textField("confirm", form.confirm, form.confirmAbout, { max: 20, required: true }),
      ],
    };
  },
  async submit(submission, _argument, { privacy }) {
    const typed = submission.fields.getTextInputValue("confirm").trim().toLowerCase();
    if (typed !== confirmation)
      throw new UserError(
        "forget-not-confirmed",
        "Nothing was deleted: that needs the word `forget`.",
      );
    const { turns } = await privacy.forget(submission.user.id);
    return { content: textsFor(submission).privacy.forgotten({ turns }) };
  },
};
