import type { AnswerMode } from "../../../conversation/ports.ts";
import type { Texts } from "../../texts/en/english.ts";
import type { Answer, CommandServices } from "../command.ts";

/** What somebody who sets a channel up wants; null for what is to stay as it is. */
export interface SetupWish {
  readonly characterId: string | null;
  readonly answer: AnswerMode | null;
  /** The character is to be asked something, so that its first reply shows whether everything works. */
  readonly test: boolean;
}

export interface SetupPerson {
  /** Id of the command, which in Discord is a point in time. */
  readonly deedId: string;
  readonly channelId: string;
  readonly guildId: string | null;
  readonly userId: string;
  readonly userName: string;
  /** Posts what is asked in this person's name; resolves with the message's id, or null where that can't be. */
  readonly post: (name: string, text: string) => Promise<string | null>;
}

/** Does what is wished, through what everyone uses. Returns what to say of it; null for nothing. */
export async function setUp(
  { characterId, answer, test }: SetupWish,
  { deedId, channelId, guildId, userId, userName, post }: SetupPerson,
  { chat, personas }: Pick<CommandServices, "chat" | "personas">,
  { setup }: Pick<Texts, "setup">,
): Promise<string | null> {
  const here = chat.conversationOf(channelId)?.conversation;
  const chosen = characterId ?? here?.characterId;
  if (chosen !== undefined && (characterId !== null || answer !== null))
    await chat.start({
      channelId,
      guildId,
      characterId: chosen,
      greeting: 0,
      answer: answer ?? here?.answer ?? "addressed",
      sinceId: deedId,
      hostId: here?.hostId ?? userId,
      starterId: userId,
      hostName: userName,
    });
  if (!test) return characterId === null ? null : setup.chosen;
  const text = setup.testQuestion;
  const persona = personas.speaker({ authorId: userId, text }, { guildId, channelId });
  const messageId = await post(persona?.name ?? userName, text);
  const heard = await chat.hear({
    messageId: messageId ?? deedId,
    channelId,
    guildId,
    authorId: userId,
    authorName: userName,
    authorRoleIds: [],
    authorIsBot: false,
    text,
    attachmentNames: [],
    mentionsBot: true,
    repliesToMessageId: null,
    spokenTo: { characterId: null },
  });
  return heard.answered ? setup.asked : setup.notAnswered;
}

/** For the audit log: who is in the channel from now on, or what is answered there; nothing where nothing changes. */
export function deedOf(
  { characterId, answer }: SetupWish,
  library: Pick<CommandServices["library"], "get">,
): Pick<Answer, "deed"> {
  if (characterId !== null) return { deed: library.get(characterId)?.name ?? characterId };
  return answer === null ? {} : { deed: answer };
}
