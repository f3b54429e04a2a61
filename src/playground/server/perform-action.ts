import { UserError } from "../../lib/errors.ts";
import type {
  UploadedFile as ActorFile,
  ActorInChannel,
  ActorInteraction,
  OptionValue as ActorOptionValue,
} from "../../simulator/actors/actor.ts";
import type { Simulator } from "../../simulator/simulator.ts";
import type { SimMessage } from "../../simulator/world/records.ts";
import type {
  ActionName,
  ActionResult,
  Actions,
  FileOption,
  OptionValue,
  UploadedFile,
} from "../protocol/actions.ts";
import { firstAnswer } from "./first-answer.ts";
import { injectFault } from "./inject-fault.ts";

type Performers = {
  readonly [Name in ActionName]: (
    simulator: Simulator,
    body: Actions[Name],
  ) => void | Promise<ActionResult | void>;
};

/** Does what the page asks, as the user whom it speaks for. What Discord wouldn't let them do throws. */
export async function performAction<Name extends ActionName>(
  simulator: Simulator,
  name: Name,
  body: Actions[Name],
): Promise<ActionResult> {
  return (await performers[name](simulator, body)) ?? { ok: true };
}

const performers: Performers = {
  say(simulator, { userId, channelId, content, replyTo, files }) {
    simulator
      .user(userId)
      .in(channelId)
      .say(content, {
        ...(replyTo === null ? {} : { replyTo }),
        attachments: files.map(received),
      });
  },
  edit(simulator, { userId, messageId, content }) {
    const { place, message } = atMessage(simulator, userId, messageId);
    place.edit(message, content);
  },
  delete(simulator, { userId, messageId }) {
    const { place, message } = atMessage(simulator, userId, messageId);
    place.delete(message);
  },
  command(simulator, { userId, channelId, name, options }) {
    const place = simulator.user(userId).in(channelId);
    return ask(simulator, () => place.slash(name, byName(options)));
  },
  async autocomplete(simulator, { userId, channelId, name, options, focused }) {
    requireBot(simulator);
    const place = simulator.user(userId).in(channelId);
    const interaction = place.autocomplete(name, byName(options), focused);
    const answered = await firstAnswer(simulator, interaction);
    const choices = answered.answer?.kind === "choices" ? answered.answer.choices : [];
    return { ok: true, choices };
  },
  menu(simulator, { userId, messageId, commandId }) {
    const { place, message } = atMessage(simulator, userId, messageId);
    const guildId = message.guildId;
    const command = simulator.world.commandsFor(guildId).find((each) => each.id === commandId);
    if (!command) throw new UserError("no-command", "The bot no longer has this command.");
    return ask(simulator, () => place.messageMenu(message, command.name));
  },
  react(simulator, { userId, messageId, emoji }) {
    const { place, message } = atMessage(simulator, userId, messageId);
    const there = message.reactions.find((reaction) => reaction.emoji === emoji);
    if (there?.userIds.includes(userId)) place.unreact(message, emoji);
    else place.react(message, emoji);
  },
  click(simulator, { userId, messageId, customId }) {
    const { place, message } = atMessage(simulator, userId, messageId);
    return ask(simulator, () => place.click(message, customId));
  },
  select(simulator, { userId, messageId, customId, values }) {
    const { place, message } = atMessage(simulator, userId, messageId);
    return ask(simulator, () => place.select(message, customId, values));
  },
  "submit-modal"(simulator, { userId, modalId, fields }) {
    const interaction = simulator.world.interaction(modalId);
    if (!interaction) throw new UserError("no-modal", "This form is no longer open.");
    const place = simulator.user(userId).in(interaction.channelId);
    const values = Object.fromEntries(
      fields.map(({ customId, values }) => [
        customId,
        values.length === 1 ? (values[0] ?? "") : values,
      ]),
    );
    return ask(simulator, () => place.submitModal(interaction, values));
  },
  language(simulator, { userId, locale }) {
    simulator.build.setLocale(simulator.user(userId).user, locale);
  },
  fault(simulator, fault) {
    injectFault(simulator, fault);
  },
};

/** Sends an interaction to the bot and waits for its first answer; what it says comes as messages of its own. */
async function ask(simulator: Simulator, send: () => ActorInteraction): Promise<void> {
  requireBot(simulator);
  await firstAnswer(simulator, send());
}

function requireBot(simulator: Simulator): void {
  if (!simulator.botConnected)
    throw new UserError("no-bot", "The bot isn't connected. Nobody would answer.");
}

function atMessage(
  simulator: Simulator,
  userId: string,
  messageId: string,
): { readonly place: ActorInChannel; readonly message: SimMessage } {
  const message = simulator.world.message(messageId);
  if (message === undefined || message.deletedAt !== null)
    throw new UserError("no-message", "This message is gone.");
  if (message.visibleTo !== null && message.visibleTo !== userId)
    throw new UserError("no-message", "This message is for someone else.");
  return { place: simulator.user(userId).in(message.channelId), message };
}

function byName(options: readonly (OptionValue | FileOption)[]): Record<string, ActorOptionValue> {
  return Object.fromEntries(
    options.map(({ name, value }) => [name, typeof value === "object" ? received(value) : value]),
  );
}

function received({ name, contentType, base64 }: UploadedFile): ActorFile {
  return { filename: name, contentType, bytes: Buffer.from(base64, "base64") };
}
