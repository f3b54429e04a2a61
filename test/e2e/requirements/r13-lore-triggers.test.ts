import { expect, test } from "vitest";
import type { SimMessage } from "../../../src/simulator/world/records.ts";
import { jsonFile, v3Card } from "../../support/card-files.ts";
import { labelsOf, press } from "../../support/pressing.ts";
import { Stage } from "../../support/real-bot.ts";

const kinds = ["normal", "continue", "regenerate", "swipe"];

/** A card with one entry for each kind of generation, always active otherwise. */
const card = v3Card({
  name: "Old Wat",
  first_mes: "Aye.",
  character_book: {
    entries: kinds.map((kind, index) => ({
      keys: [],
      content: `Lore for ${kind}.`,
      constant: true,
      enabled: true,
      insertion_order: index,
      use_regex: false,
      extensions: { triggers: [kind] },
    })),
    extensions: {},
  },
});

const loreOf = (stage: Stage) =>
  stage.scripted.started
    .at(-1)
    ?.prompt.sections.map(({ text }) => text)
    .join("\n")
    .match(/Lore for \w+\./g);

function withRow(stage: Stage, message: SimMessage, label: string) {
  return stage.simulator.waitFor(() => labelsOf(message).includes(label) || undefined, {
    what: `a row with ${label}`,
  });
}

test("R13: lore for a reply, a swipe, a new version or a continuation alone is in the prompt of that alone", async () => {
  const stage = await Stage.open({ replies: (_, call) => `Reply ${call}.` });
  const bytes = jsonFile(card);
  const attachment = { filename: "wat.json", contentType: "application/json", bytes };
  await stage.as("mara").slash("character import", { card: attachment }).reply();
  await stage.invite("#tavern", "old-wat");
  stage.as("alice").say("any news?");
  const reply = await stage.answered("Reply 0.");
  await withRow(stage, reply, "1/1");
  expect(loreOf(stage)).toEqual(["Lore for normal."]);

  press(stage, "alice", reply, "next");
  await withRow(stage, reply, "2/2");
  expect(loreOf(stage)).toEqual(["Lore for swipe."]);

  const menu = await press(stage, "alice", reply, "more").followed();
  press(stage, "alice", menu, "again");
  await withRow(stage, reply, "3/3");
  expect(loreOf(stage)).toEqual(["Lore for regenerate."]);

  press(stage, "alice", reply, "continue");
  await stage.answered("Reply 2.Reply 3.");
  expect(loreOf(stage)).toEqual(["Lore for continue."]);
});
