import { describe, expect, test } from "vitest";
import { openFreshStages, type PlaygroundStage } from "../support/playground-stage.ts";

function aTextFile(name: string, text: string) {
  return { name, mimeType: "text/plain", buffer: Buffer.from(text) };
}

let stage: PlaygroundStage;

openFreshStages((fresh) => {
  stage = fresh;
});

/** Long enough that a reader can scroll away from the end. */
function fillTavern(): void {
  for (let index = 0; index < 25; index += 1)
    stage.simulator.user("bob").in("tavern").say(`line ${index}\nand more of it`);
}

describe("commands", () => {
  test("that a message mentions are put into the composer, over what is being written", async () => {
    const { page } = stage;
    await stage.bot.say("tavern", "Try </character use:1>, not </dance:2>.");
    await stage.composer.fill("half a thought");
    await stage.message("Try").getByRole("button", { name: "/dance" }).click();
    await page.getByText("There is no command /dance here.").waitFor();
    await stage.message("Try").getByRole("button", { name: "/character use" }).press("Enter");
    const field = page.getByRole("combobox", { name: "name" });
    await expect.poll(() => field.evaluate((each) => each.matches(":focus"))).toBe(true);
    await page.getByRole("button", { name: "Leave this command" }).click();
    expect(await stage.composer.inputValue()).toBe("half a thought");
  });

  test("bring their answer into sight, also for a reader who has scrolled up", async () => {
    const { page } = stage;
    fillTavern();
    await stage.message("line 24").waitFor();
    const log = page.getByRole("log", { name: "Messages", exact: true });
    const distance = () =>
      log.evaluate((each) => each.scrollHeight - each.scrollTop - each.clientHeight);
    await expect.poll(distance).toBeLessThan(3);
    await log.evaluate((each) => each.scrollTo(0, 0));
    await stage.composer.fill("/character list");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    await stage.message("Rosie Oakhart, Silas Crane").waitFor();
    await expect.poll(distance).toBeLessThan(3);
    expect(await page.getByRole("button", { name: "Jump to the latest" }).count()).toBe(0);
  });

  test("in a message's menu leave with it when the focus goes elsewhere", async () => {
    await stage.say("To be quoted");
    await stage.message("To be quoted").hover();
    await stage.message("To be quoted").getByRole("button", { name: "More" }).click();
    const menu = stage.page.getByRole("menu");
    await menu.waitFor();
    await stage.composer.fill("something else");
    await menu.waitFor({ state: "detached" });
    expect(await stage.composer.evaluate((each) => each.matches(":focus"))).toBe(true);
  });

  test("are found by their beginning, completed by the bot, and answered to one person alone", async () => {
    const { page } = stage;
    await stage.composer.pressSequentially("/ch");
    const palette = page.getByRole("listbox", { name: "Commands" });
    await palette.getByRole("option", { name: /character use/ }).waitFor();
    expect(await palette.getByRole("option").count()).toBe(3);
    await palette.getByRole("option", { name: /character use/ }).click();
    const field = page.getByRole("combobox", { name: "name" });
    await field.pressSequentially("el");
    expect(await page.evaluate("document.activeElement.role")).toBe("combobox");
    await field.fill("o");
    const suggestions = page.getByRole("listbox", { name: "Suggestions for name" });
    await expect
      .poll(() => suggestions.getByRole("option").allTextContents())
      .toEqual(["Rosie Oakhart", "Isolde Marrow"]);
    await suggestions.getByText("Isolde Marrow").click();
    await page.keyboard.press("Enter");

    const reply = stage.message("Isolde Marrow sits down.");
    await reply.waitFor();
    await reply.getByText("Only you can see this").waitFor();
    await reply.getByText("/character use").waitFor();

    await stage.speakAs("Bob");
    await reply.waitFor({ state: "detached" });
    await stage.speakAs("Mara");
    await reply.getByRole("button", { name: "Dismiss message" }).click();
    await reply.waitFor({ state: "detached" });
  });

  test("take a file, and say which one was chosen", async () => {
    const { page } = stage;
    await stage.composer.fill("/import");
    await page.keyboard.press("Enter");
    const card = page.getByLabel("card", { exact: true });
    const hasFocus = () => card.evaluate((each) => each.matches(":focus"));
    await expect.poll(hasFocus).toBe(true);
    // Chromium has to know that the picker is waited for before a key opens it: it answers `hasFocus` after that.
    const opened = page.waitForEvent("filechooser");
    await page.keyboard.press("Shift+Tab");
    expect(await hasFocus()).toBe(false);
    await page.keyboard.press("Tab");
    expect(await hasFocus()).toBe(true);
    const [picker] = await Promise.all([opened, page.keyboard.press("Space")]);
    await picker.setFiles(aTextFile("silas.json", "x".repeat(8 * 1024 * 1024 + 1)));
    await page.getByText("card: a file may have 8.0 MB at most.").waitFor();
    await page.getByRole("button", { name: "Run /import" }).click();
    await page.getByText("card is needed.").waitFor();

    await card.setInputFiles(aTextFile("rosie.json", "Come in!"));
    await page.getByRole("form").getByText("rosie.json").waitFor();
    await page.keyboard.press("Enter");
    await stage.message("rosie.json says: Come in!").waitFor();
  });

  test("are described in the language that the speaker's Discord is set to", async () => {
    const { page } = stage;
    await page.getByRole("button", { name: /^Speaking as/ }).click();
    await page.getByRole("menuitemradio", { name: "Deutsch" }).click();
    await stage.composer.fill("/note");
    await page.getByRole("option", { name: "Hinterlässt eine Notiz" }).waitFor();
    await stage.composer.fill("/talk");
    await page.keyboard.press("Enter");
    await page.getByLabel("laune", { exact: true }).waitFor();
    await page.getByRole("option", { name: "Heiter" }).waitFor();
    expect(stage.simulator.world.user("mara")?.locale).toBe("de");
    await page.getByRole("button", { name: "Leave this command" }).click();

    await stage.speakAs("Bob");
    await stage.composer.fill("/note");
    await page.getByRole("option", { name: "Leave a note" }).waitFor();
    // Also those that are listed already.
    stage.simulator.build.setLocale(stage.simulator.user("bob").user, "de");
    await page.getByRole("option", { name: "Hinterlässt eine Notiz" }).waitFor();
  });

  test("can open a form", async () => {
    const { page } = stage;
    await stage.composer.fill("/note");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    const form = page.getByRole("dialog", { name: "Leave a note" });
    await form.getByLabel("Your note").fill("Mind the step.");
    await form.getByRole("button", { name: "Submit" }).click();
    await stage.message("Noted: Mind the step.").waitFor();
    await expect.poll(() => form.count()).toBe(0);
  });

  test("are in the menu of a message too", async () => {
    await stage.say("To be quoted");
    await stage.message("To be quoted").hover();
    await stage.message("To be quoted").getByRole("button", { name: "More" }).click();
    await stage.page.getByRole("menuitem", { name: "Quote" }).click();
    const quote = stage.message("Only you can see this").locator("blockquote");
    await expect.poll(() => quote.allTextContents()).toEqual(["To be quoted"]);
  });

  test("are filled in by Tab, which takes a suggestion along to the next option", async () => {
    const { page } = stage;
    await stage.composer.fill("/talk");
    await page.keyboard.press("Enter");
    const mood = page.getByRole("combobox", { name: "mood" });
    await mood.pressSequentially("g");
    await page.getByRole("option", { name: "Grim" }).waitFor();
    await page.keyboard.press("Tab");
    expect(await mood.inputValue()).toBe("Grim");
    const text = page.getByRole("combobox", { name: "text" });
    expect(await text.evaluate((each) => each.matches(":focus"))).toBe(true);
    // Escape closes the suggestions first, and then the command.
    await page.keyboard.press("Shift+Tab");
    await page.getByRole("listbox", { name: "Suggestions for mood" }).waitFor();
    await page.keyboard.press("Escape");
    expect(await mood.isVisible()).toBe(true);
    await page.keyboard.press("Escape");
    await mood.waitFor({ state: "detached" });
    expect(await stage.composer.evaluate((each) => each.matches(":focus"))).toBe(true);
  });

  test("whose options are all free to leave out run at once, also when the first one takes a file", async () => {
    const { page } = stage;
    await stage.composer.fill("/portrait");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Run /portrait" }).waitFor();
    await page.keyboard.press("Enter");
    await expect.poll(() => stage.message("No picture.").count()).toBe(1);
  });
});
