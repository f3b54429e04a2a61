import {
  type Client,
  type Interaction,
  type MessageContextMenuCommandInteraction,
  MessageFlags,
  type ModalSubmitInteraction,
} from "discord.js";
import { coerceError, UserError } from "../../lib/errors.ts";
import type { Logger } from "../../lib/logger.ts";
import { openWay } from "../away/open-way.ts";
import { answerMessage } from "../commands/answer-message.ts";
import type { Answer } from "../commands/command.ts";
import type { InteractionContext } from "../commands/handle-interactions.ts";
import { isAcknowledged } from "../commands/is-acknowledged.ts";
import { linkAnswer } from "../commands/link-answer.ts";
import { takeBack } from "../commands/take-back.ts";
import { findMenu } from "../menus/table.ts";
import { retrying } from "../retry.ts";
import { errorText } from "../texts/error-text.ts";
import { textsFor } from "../texts/texts.ts";
import type { Asking, Control, Press, Saying } from "./control.ts";
import { type ControlId, controlId, isControlId, readControlId } from "./control-id.ts";
import { findControl } from "./table.ts";

/** A press on its way through. */
interface Use {
  readonly press: Press;
  readonly id: ControlId;
  readonly control: Control;
}

/** Answers buttons, their forms and the commands in messages' menus from now on. Returns how to stop. */
export function handleControls(client: Client, context: InteractionContext): () => void {
  const onInteraction = (interaction: Interaction) => {
    if (interaction.isMessageContextMenuCommand()) void onMenu(interaction, context);
    else if (
      interaction.isButton() ||
      interaction.isStringSelectMenu() ||
      interaction.isChannelSelectMenu() ||
      isForm(interaction)
    ) {
      // Others have forms and buttons too.
      if (isControlId(interaction.customId)) void onPress(interaction, context);
    }
  };
  client.on("interactionCreate", onInteraction);
  return () => client.off("interactionCreate", onInteraction);
}

function isForm(interaction: Interaction): interaction is ModalSubmitInteraction {
  return interaction.isModalSubmit();
}

async function onPress(
  press: Exclude<Press, MessageContextMenuCommandInteraction>,
  context: InteractionContext,
): Promise<void> {
  const id = readControlId(press.customId);
  const control = id === undefined ? undefined : findControl(id.action);
  if (id === undefined || control === undefined) {
    await respond(press, "unknown", context, () => Promise.reject(outdated()));
    return;
  }
  await use({ press, id, control }, context);
}

async function onMenu(
  press: MessageContextMenuCommandInteraction,
  context: InteractionContext,
): Promise<void> {
  const menu = findMenu(press.commandName);
  try {
    if (menu === undefined) throw outdated();
    const face = context.services.turns.ofMessage(press.channelId, press.targetId);
    const id = { action: menu.action, subject: face.turn.id, revision: face.revision, detail: "" };
    await use({ press, id, control: menu.control }, context);
  } catch (thrown) {
    await respond(press, press.commandName, context, () => Promise.reject(coerceError(thrown)));
  }
}

/** Never rejects. */
async function use({ press, id, control }: Use, context: InteractionContext): Promise<void> {
  const { services } = context;
  if ("run" in control) {
    await respond(press, id.action, context, () => control.run(press, id, services));
    return;
  }
  if (press.isModalSubmit()) {
    await respond(press, id.action, context, () => control.submit(press, id, services));
    return;
  }
  await ask({ press, id, control }, context);
}

/** Never rejects. What forbids the form is the answer in its place. */
async function ask(
  {
    press,
    id,
    control,
  }: { press: Exclude<Press, ModalSubmitInteraction>; id: ControlId; control: Asking },
  context: InteractionContext,
): Promise<void> {
  try {
    const asked = control.ask(press, id, context.services);
    if ("answer" in asked) {
      await respond(press, id.action, context, () => Promise.resolve(asked.answer));
      return;
    }
    const { form } = asked;
    const modal = {
      title: form.title,
      components: form.components,
      custom_id: controlId(form.id),
    };
    await retrying(() => press.showModal(modal), { clock: context.clock, tries: 2 });
  } catch (thrown) {
    if (isAcknowledged(thrown)) return;
    await respond(press, id.action, context, () => Promise.reject(coerceError(thrown)));
  }
}

/** Acknowledges, works, and says to the person alone what there is to say. Never rejects. */
async function respond(
  press: Press,
  action: string,
  context: InteractionContext,
  work: () => Promise<Saying>,
): Promise<void> {
  const logger = context.logger.child({ interactionId: press.id, control: action });
  const answered = openWay(press, { ...context, chat: context.services.chat });
  let turnId: string | undefined;
  try {
    await acknowledge(press, context);
    const saying = await sayingOf(press, work, context, logger);
    turnId = saying?.announces;
    if (saying?.deed !== undefined) recordDeed(press, action, saying, context);
    await say(press, saying, context);
  } catch (thrown) {
    logger.warn({ error: coerceError(thrown) }, "a control could not be answered");
  } finally {
    answered();
  }
  if (turnId === undefined) return;
  await takeBack(press, { turnId, said: answersInPlace(press) }, context.services.turns, logger);
}

function recordDeed(
  { user, guildId, channelId }: Press,
  control: string,
  { deed: detail = "", deedName: action = `turn.${control}` }: Answer,
  { services }: InteractionContext,
): void {
  services.audit.record({ guildId, channelId, actorId: user.id, action, detail });
}

/** Whether the answer takes the place of a message that the person alone sees. */
function answersInPlace(press: Press): boolean {
  if (press.isMessageContextMenuCommand()) return true;
  if (press.isModalSubmit() && !press.isFromMessage()) return true;
  return press.message?.flags.has(MessageFlags.Ephemeral) ?? false;
}

/** Before any work: Discord waits three seconds and then shows a failure. */
async function acknowledge(press: Press, { clock }: InteractionContext): Promise<void> {
  const isComponent =
    !press.isMessageContextMenuCommand() && (!press.isModalSubmit() || press.isFromMessage());
  try {
    await retrying(
      async () => {
        if (isComponent) await press.deferUpdate();
        else await press.deferReply({ flags: MessageFlags.Ephemeral });
      },
      { clock, tries: 2 },
    );
  } catch (thrown) {
    if (!isAcknowledged(thrown)) throw thrown;
    press.deferred = true;
  }
}

async function say(press: Press, saying: Saying, context: InteractionContext): Promise<void> {
  const { clock, services } = context;
  const inPlace = answersInPlace(press);
  // Below a reply, what happens to it says enough.
  if ((saying === null || saying.announces !== undefined) && !inPlace) return;
  const answer: Answer = saying ?? { content: textsFor(press).turns.onItsWay };
  const message = answerMessage(linkAnswer(answer, services.commands));
  await retrying(
    async () => {
      if (inPlace) await press.editReply(message);
      else await press.followUp({ ...message, flags: MessageFlags.Ephemeral });
    },
    { clock, tries: inPlace ? 3 : 1 },
  );
}

async function sayingOf(
  press: Press,
  work: () => Promise<Saying>,
  { newErrorId }: InteractionContext,
  logger: Logger,
): Promise<Saying> {
  try {
    return await work();
  } catch (thrown) {
    if (thrown instanceof UserError) return { content: errorText(thrown, press) };
    const errorId = newErrorId();
    logger.error({ errorId, error: coerceError(thrown) }, "a control failed unexpectedly");
    return { content: textsFor(press).general.unexpected({ errorId }) };
  }
}

function outdated(): UserError {
  return new UserError(
    "control-outdated",
    "This button is of an older version and does nothing any more.",
  );
}
