import { PermissionFlagsBits } from "discord.js";
import { UserError } from "../../../lib/errors.ts";
import type { CommandServices } from "../../commands/command.ts";
import { memberName } from "../../commands/member-name.ts";
import { modelUser } from "../../commands/model/model-user.ts";
import { postQuestion } from "../../commands/setup/post-question.ts";
import { deedOf, type SetupWish, setUp } from "../../commands/setup/set-up.ts";
import { setupPanel } from "../../commands/setup/setup-panel.ts";
import { lookAtSetup, type SetupPlace } from "../../commands/setup/setup-state.ts";
import { requireTier } from "../../commands/tier.ts";
import { errorText } from "../../texts/error-text.ts";
import { textsFor } from "../../texts/texts.ts";
import type { Deed, Press, Saying } from "../control.ts";

const nothing: SetupWish = { characterId: null, answer: null, test: false };

/** Goes on in another channel. */
export const setUpChannel: Deed = {
  run: (press, _id, services) => step(press, chosenIn(press), services),
};

/** Brings a character into the channel. */
export const setUpCharacter: Deed = {
  run: (press, { subject }, services) =>
    step(press, subject, services, { ...nothing, characterId: chosenIn(press) }),
};

/** Says what is answered there. */
export const setUpAnswer: Deed = {
  run: (press, { subject, detail }, services) =>
    step(press, subject, services, {
      ...nothing,
      answer: detail === "always" ? "always" : "addressed",
    }),
};

/** Asks the character something. */
export const setUpTest: Deed = {
  run: (press, { subject }, services) => step(press, subject, services, { ...nothing, test: true }),
};

/** Looks again, after something was mended elsewhere. */
export const setUpLook: Deed = {
  run: (press, { subject }, services) => step(press, subject, services),
};

/** Has another model answer there. */
export const setUpModel: Deed = {
  run: (press, { subject }, services) =>
    step(press, subject, services, nothing, async () => {
      const model = chosenIn(press);
      const user = { ...modelUser(press), channelId: subject };
      const task = { onProgress: () => {}, signal: new AbortController().signal };
      const { ready } = await services.models.use(user, { model, scope: "channel" }, task);
      const { model: texts } = textsFor(press);
      const { name, contextSize: tokens } = ready;
      return texts.used({ model: name, scope: texts.scopes.channel, tokens });
    }),
};

/** Does one thing in a channel, and shows the panel as it is then; what was wrong with it stands above. */
async function step(
  press: Press,
  channelId: string,
  services: CommandServices,
  wish: SetupWish = nothing,
  deed: () => Promise<string | null> = () => Promise.resolve(null),
): Promise<Saying> {
  requireTier("server-manager", press.memberPermissions);
  const place = placeOf(press, channelId);
  const texts = textsFor(press);
  const person = {
    deedId: press.id,
    channelId,
    guildId: press.guildId,
    userId: press.user.id,
    userName: memberName(press),
    post: (name: string, text: string) => postQuestion(press, { channelId, name, text }),
  };
  let notice: string | null;
  try {
    notice = (await deed()) ?? (await setUp(wish, person, services, texts));
    const { deed: detail } = deedOf(wish, services.library);
    if (detail !== undefined)
      services.audit.record({
        guildId: press.guildId,
        channelId,
        actorId: press.user.id,
        action: "setup",
        detail,
      });
  } catch (thrown) {
    if (!(thrown instanceof UserError)) throw thrown;
    notice = `⚠ ${errorText(thrown, press)}`;
  }
  const user = { ...modelUser(press), channelId };
  return setupPanel(await lookAtSetup(place, user, services), texts, notice);
}

/** The channel with what the bot may there. Nobody sets up what they don't see. */
function placeOf(press: Press, channelId: string): SetupPlace & { readonly channelId: string } {
  const { guild, user } = press;
  const channel = guild?.channels.cache.get(channelId);
  const own = guild?.members.me;
  const sees = channel?.permissionsFor(user.id)?.has(PermissionFlagsBits.ViewChannel) ?? true;
  if (guild === null || channel === undefined || !own || !sees)
    throw new UserError("panel-elsewhere", "Open this panel anew where you are.");
  return { channelId, guild, appPermissions: channel.permissionsFor(own) };
}

function chosenIn(press: Press): string {
  const [chosen = ""] = press.isAnySelectMenu() ? press.values : [];
  return chosen;
}
