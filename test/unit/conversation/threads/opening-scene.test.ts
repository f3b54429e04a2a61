import { expect, test } from "vitest";
import { newThreadScene } from "../../../../src/conversation/threads/thread-scenes.ts";
import { rosie, says } from "../../../support/chat-bot.ts";
import { openMemoryStore } from "../../../support/memory-store.ts";
import { placeSettingsDesk } from "../../../support/place-settings.ts";

test("R25: what opens a post is its scenario, unless its author has opted out", () => {
  using store = openMemoryStore();
  const places = placeSettingsDesk({ threadCharacter: rosie.id }, (channelId) => ({
    channelId,
    parentId: "forum",
    categoryId: null,
    guildId: "guild",
    isDirect: false,
    name: "The wreck",
    ageRestricted: false,
  }));
  const context = {
    store: store.conversations,
    places,
    library: { get: () => rosie },
    privacyStore: store.privacyStore,
  };
  const opening = says("A ship lies on the rocks.", { messageId: "55", channelId: "55" });
  expect(newThreadScene(opening, context)).toMatchObject({
    characterId: rosie.id,
    scenario: "The wreck\nA ship lies on the rocks.",
  });
  store.privacyStore.optOut(opening.authorId);
  expect(newThreadScene(opening, context)).toBeNull();
});
