import type { ExpectedMessage } from "../simulator.ts";
import type { SimMessage } from "./records.ts";
import type { World } from "./world.ts";

/** The oldest standing message that fits. */
export function findMatchingMessage(
  expected: ExpectedMessage,
  world: World,
): SimMessage | undefined {
  const { author, content, after } = expected;
  const channel =
    typeof expected.channel === "string" ? world.channel(expected.channel) : expected.channel;
  if (expected.channel !== undefined && channel === undefined) return undefined;
  const channels = channel === undefined ? world.channels : [channel];
  return channels
    .flatMap((each) => world.messagesIn(each.id))
    .find(
      (message) =>
        (author === undefined || message.author.name === author) &&
        (after === undefined || BigInt(message.id) > BigInt(after.id)) &&
        (content === undefined ||
          (typeof content === "string"
            ? message.content === content
            : content.test(message.content))),
    );
}
