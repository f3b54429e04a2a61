import { expect, test } from "vitest";
import { openFreshStages, type PlaygroundStage } from "../support/playground-stage.ts";

let stage: PlaygroundStage;

openFreshStages((fresh) => {
  stage = fresh;
});

async function openGroup(): Promise<void> {
  await stage.page.getByRole("navigation").getByRole("button", { name: "old friends" }).click();
  await stage.page.getByRole("heading", { name: "old friends", exact: true }).waitFor();
}

async function offered(query: string): Promise<string[]> {
  await stage.composer.fill(query);
  const palette = stage.page.getByRole("listbox", { name: "Commands" });
  await palette.waitFor();
  const names = await palette.locator("b").allTextContents();
  await stage.page.keyboard.press("Escape");
  await stage.composer.fill("");
  return names;
}

test("a group of people, which the bot can't join, says so, and offers those who installed the bot the commands that it has everywhere", async () => {
  const { page } = stage;
  expect(await offered("/")).toContain("/chat");
  await openGroup();
  const note = page.getByRole("note");
  await note.getByText("Hearthside isn't in this group").waitFor();
  expect(await offered("/")).toEqual(["/talk"]);
  await stage.say("Nobody hears this but you two");
  await stage.message("Nobody hears").hover();
  await stage.message("Nobody hears").getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "Reply" }).waitFor();
  expect(await page.getByRole("menuitem", { name: "Quote" }).count()).toBe(0);
  await page.keyboard.press("Escape");

  await note.getByRole("button", { name: "/talk" }).click();
  await page.getByRole("button", { name: "Run /talk" }).waitFor();
  await page.keyboard.press("Enter");
  const answer = stage.message("How shall it go on?");
  await expect.poll(() => answer.getByText("/talk").count()).toBe(1);
});

test("in a group, who hasn't installed the bot may press the buttons of what it says, and nothing else", async () => {
  const { page } = stage;
  await openGroup();
  await page.getByRole("note").getByRole("button", { name: "/talk" }).press("Enter");
  await page.keyboard.press("Enter");
  await stage.message("How shall it go on?").waitFor();
  await stage.speakAs("Bob");
  await page.getByRole("note").getByText("Bob hasn't installed it").waitFor();
  await stage.composer.fill("/talk");
  await page.getByText("No commands are offered here").waitFor();
  await page.getByRole("button", { name: "Again" }).click();
  await expect.poll(() => stage.message("Once more.").count()).toBe(1);
});
