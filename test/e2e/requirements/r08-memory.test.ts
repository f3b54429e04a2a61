import { expect, test } from "vitest";
import { Stage } from "../../support/real-bot.ts";

function promptOf(stage: Stage): string {
  const request = stage.scripted.started.at(-1);
  return (request?.prompt.sections ?? []).map(({ text }) => text).join("\n");
}

async function say(stage: Stage, text: string): Promise<void> {
  const before = stage.messages().length;
  stage.as("alice").say(text);
  await stage.simulator.waitFor(() => stage.messages().length > before + 1, { what: "an answer" });
  await stage.answered("Of course.");
}

test("R8: what is pinned stands in prompts, is edited, forgotten and cleared by command", async () => {
  const stage = await Stage.open();
  await stage.invite();
  const mara = stage.as("mara");
  const shown = async () => JSON.stringify((await mara.slash("memory show").reply()).embeds);
  const pinned = await mara.slash("memory pin", { text: "The mill burned down." }).reply();
  expect(pinned.content).toBe("Kept in mind: The mill burned down.");
  expect(await shown()).toContain("The mill burned down.");
  await say(stage, "hello");
  expect(promptOf(stage)).toContain("- The mill burned down.");

  const [fact] = stage.files.memory.facts.facts(stage.files.store.active()[0]?.id ?? "", null);
  const chosen = { fact: fact?.id ?? "" };
  await mara.slash("memory edit", { ...chosen, text: "The mill stands again." }).reply();
  await say(stage, "and now?");
  expect(promptOf(stage)).toContain("- The mill stands again.");
  expect(promptOf(stage)).not.toContain("burned");

  const forgotten = await mara.slash("memory forget", chosen).reply();
  expect(forgotten.content).toBe("Forgotten: The mill stands again.");
  expect((await mara.slash("memory forget", chosen).reply()).content).toContain("isn't pinned");
  await say(stage, "still?");
  expect(promptOf(stage)).not.toContain("stands again");

  await mara.slash("memory pin", { text: "One." }).reply();
  await mara.slash("memory pin", { text: "Two.", everyone: true }).reply();
  const cleared = await mara.slash("memory clear").reply();
  expect(cleared.content).toBe("Gone: 2 facts and 0 summaries. What was said stays.");
  expect(await shown()).toContain("None.");
});

test("R8: search finds who said what, and only those in charge may ask or pin", async () => {
  const stage = await Stage.open();
  await stage.invite();
  await say(stage, "my dragons sleep in the old mill");
  while (stage.files.memory.recall.takeIn(100) > 0);
  const search = (text: string) => stage.as("mara").slash("memory search", { text }).reply();
  expect((await search("dragon")).content).toMatch(/\*\*\w+\*\*: my dragons sleep in the old mill/);
  expect((await search("submarine")).content).toBe("Nothing of the kind was said here.");
  await stage.as("bob").slash("memory pin", { text: "Bob is king." }).reply();
  expect(stage.files.memory.facts.facts(stage.files.store.active()[0]?.id ?? "", null)).toEqual([]);
});
