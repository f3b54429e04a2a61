import { ChannelType } from "discord.js";
import type { OpenedPlace } from "../../../conversation/branches/branch-desk.ts";
import { textsFor } from "../../texts/texts.ts";
import { openThread } from "../../threads/open-thread.ts";
import type { Deed, Press } from "../control.ts";
import { personOf } from "../person.ts";

/** Lets the story go on from here in a thread too. */
export const branchToThread: Deed = {
  async run(press, { subject, revision }, { branches, turns }) {
    const { turns: texts } = textsFor(press);
    const seen = { turnId: subject, revision };
    const place = await branches.branch(seen, personOf(press), (character) =>
      threadFor(press, texts.branchName({ character })),
    );
    const { channelId: threadId } = place;
    return {
      content: texts.branched({ thread: `<#${threadId}>` }),
      deed: { kind: "in-thread", character: turns.lookUp(subject).turn.speakerName, threadId },
    };
  },
};

/** What only some can read stays among them. */
async function threadFor(press: Press, name: string): Promise<OpenedPlace> {
  const isPrivate = press.channel?.type === ChannelType.PrivateThread;
  const thread = await openThread({ person: press, isPrivate, name });
  return { channelId: thread.id, close: async () => void (await thread.delete()) };
}
