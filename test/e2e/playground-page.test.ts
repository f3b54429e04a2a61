import { describe, expect, test } from "vitest";
import { openFreshStages, type PlaygroundStage } from "../support/playground-stage.ts";

/** A PNG picture of one pixel. */
const onePixel =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

let stage: PlaygroundStage;

openFreshStages((fresh) => {
  stage = fresh;
});

/** Long enough that a reader can scroll away from the end. */
function fillTavern(): void {
  for (let index = 0; index < 25; index += 1)
    stage.simulator.user("bob").in("tavern").say(`line ${index}\nand more of it`);
}

describe("a chat", () => {
  test("shows what a person says, and the bot hears it", async () => {
    const heard = new Promise<string>((resolve) =>
      stage.bot.client.once("messageCreate", (message) => resolve(message.content)),
    );
    await stage.say("Good evening!");
    expect(await heard).toBe("Good evening!");
    expect(await stage.message("Good evening!").textContent()).toContain("Mara");
  });

  test("shows that the bot types, until it speaks", async () => {
    await stage.bot.typeIn("tavern");
    const typing = stage.page.getByText("Hearthside is typing…");
    await typing.waitFor();
    await stage.bot.say("tavern", "Here I am.");
    await stage.message("Here I am.").waitFor();
    await expect.poll(() => typing.count()).toBe(0);
  });

  test("shows a character by name, picture and APP tag, and its text as it grows", async () => {
    const webhook = await stage.bot.webhookIn("tavern");
    const { avatar } = stage.simulator.build.createUser({
      username: "painter",
      avatar: { contentType: "image/png", bytes: Buffer.from(onePixel, "base64") },
    });
    const avatarURL = stage.simulator.cdnBase + avatar;
    const sent = await webhook.send({ content: "Once ▌", username: "Rosie Oakhart", avatarURL });
    const message = stage.message("Rosie Oakhart");
    await message.getByText("APP").waitFor();
    const picture = message.locator(".avatar img");
    await expect
      .poll(() => picture.evaluate((each: { naturalWidth: number }) => each.naturalWidth))
      .toBe(1);
    const content = message.locator(".content");
    const states = ["Once upon ▌", "Once upon a *time* ▌", "Once upon a *time* there was a fire."];
    const shown = [await content.textContent()];
    for (const state of states) {
      await webhook.editMessage(sent.id, state);
      await content.getByText(state.replace(/[▌*]/g, "").trim()).waitFor();
      shown.push(await content.textContent());
      const growing = state.endsWith("▌");
      expect(await message.locator(".cursor").count()).toBe(growing ? 1 : 0);
      expect(await message.getAttribute("aria-busy")).toBe(String(growing));
    }
    expect(shown).toEqual([
      "Once",
      "Once upon",
      "Once upon a time",
      "Once upon a time there was a fire.",
    ]);
    expect(await message.locator("em").textContent()).toBe("time");
  });

  test("reads a streamed message to a screen reader once, when it is complete", async () => {
    const log = stage.page.getByRole("log", { name: "New messages" });
    const webhook = await stage.bot.webhookIn("tavern");
    const sent = await webhook.send({ content: "Once ▌", username: "Rosie Oakhart" });
    await stage.message("Once").waitFor();
    expect(await log.textContent()).toBe("");
    await webhook.editMessage(sent.id, "Once upon a time.");
    await log.getByText("Rosie Oakhart: Once upon a time.").waitFor();
    expect(await log.getAttribute("aria-live")).toBe("polite");
    expect(await log.locator("p").count()).toBe(1);
  });

  test("lets a person reply, edit and delete", async () => {
    await stage.bot.say("tavern", "Who is there?");
    await stage.message("Who is there?").hover();
    await stage.message("Who is there?").getByRole("button", { name: "Reply" }).click();
    await stage.page.getByText("Replying to Hearthside").waitFor();
    await stage.say("It is me.");
    await stage.message("It is me.").getByRole("button", { name: "Who is there?" }).waitFor();

    await stage.message("It is me.").hover();
    await stage.message("It is me.").getByRole("button", { name: "More" }).click();
    await stage.page.getByRole("menuitem", { name: "Edit", exact: true }).click();
    await expect.poll(() => stage.composer.inputValue()).toBe("It is me.");
    await stage.say("It is I.");
    await stage.message("It is I.").getByText("(edited)").waitFor();
    expect(await stage.message("It is me.").count()).toBe(0);

    await stage.message("It is I.").hover();
    await stage.message("It is I.").getByRole("button", { name: "More" }).click();
    await stage.page.getByRole("menuitem", { name: "Delete" }).click();
    await stage.message("It is I.").waitFor({ state: "detached" });
  });

  test("sends files along", async () => {
    const heard = new Promise<string | undefined>((resolve) =>
      stage.bot.client.once("messageCreate", (message) =>
        resolve(message.attachments.first()?.name),
      ),
    );
    await stage.page.locator("input[type=file]").setInputFiles({
      name: "note one.txt",
      mimeType: "text/plain",
      buffer: Buffer.from("hello"),
    });
    await stage.say("A note");
    const link = stage.message("A note").getByRole("link", { name: /note one.txt/ });
    await link.waitFor();
    expect(await heard).toContain("note");
    const file = await stage.page.request.get(
      new URL((await link.getAttribute("href")) ?? "", stage.url).href,
    );
    expect([await file.text(), file.headers()["content-disposition"]]).toEqual([
      "hello",
      "attachment",
    ]);
  });

  test("leaves a text that is full of HTML a text", async () => {
    const hostile =
      '<img src=x onerror="document.title=1"><script>document.title=2</script> **<b>x</b>**';
    await stage.composer.fill(hostile);
    await stage.page.keyboard.press("Enter");
    await stage.bot.say("tavern", `From the bot: ${hostile}`);
    await stage.message("From the bot").waitFor();
    for (const message of await stage.messages.all()) {
      expect(await message.locator(".content").textContent()).toContain(
        '<img src=x onerror="document.title=1"><script>document.title=2</script> <b>x</b>',
      );
      expect(await message.locator(".content :is(img, script, b)").count()).toBe(0);
    }
    expect(await stage.page.title()).toContain("Hearthside playground");
  });

  test("stays where the reader is, and offers the way back", async () => {
    for (let index = 0; index < 25; index += 1)
      stage.simulator.user("alice").in("tavern").say(`line ${index}\nand more of it`);
    await stage.message("line 24").waitFor();
    const log = stage.page.getByRole("log", { name: "Messages", exact: true });
    const distance = () =>
      log.evaluate((each) => each.scrollHeight - each.scrollTop - each.clientHeight);
    await expect.poll(distance).toBeLessThan(3);
    const jump = stage.page.getByRole("button", { name: "Jump to the latest" });
    // The message comes while the page is too busy to have told anyone that the reader scrolled away.
    const started = stage.page.waitForEvent("console", (said) => said.text() === "scrolled away");
    const scrolled = log.evaluate((each) => {
      each.scrollTo(0, 0);
      // oxlint-disable-next-line no-console -- tells the test, while the page is busy
      console.log("scrolled away");
      const until = performance.now() + 300;
      while (performance.now() < until);
    });
    await started;
    stage.simulator.user("alice").in("tavern").say("something new");
    await scrolled;
    await jump.waitFor();
    expect(await log.evaluate((each) => each.scrollTop)).toBe(0);
    await jump.click();
    await expect.poll(distance).toBeLessThan(3);
  });

  test("goes to the end when the reader says something, wherever they have scrolled", async () => {
    const { page } = stage;
    fillTavern();
    await stage.message("line 24").waitFor();
    const log = page.getByRole("log", { name: "Messages", exact: true });
    const distance = () =>
      log.evaluate((each) => each.scrollHeight - each.scrollTop - each.clientHeight);
    await expect.poll(distance).toBeLessThan(3);
    const jump = page.getByRole("button", { name: "Jump to the latest" });
    // Once when the page has been told of the scrolling, and once when it is too busy for that.
    await log.evaluate(async (each) => {
      const told = new Promise((resolve) => each.addEventListener("scroll", resolve));
      each.scrollTo(0, 0);
      await told;
    });
    stage.simulator.user("bob").in("tavern").say("something new");
    await jump.waitFor();
    await stage.say("My own words");
    await expect.poll(distance).toBeLessThan(3);
    expect(await jump.isVisible()).toBe(false);

    const started = page.waitForEvent("console", (said) => said.text() === "scrolled away");
    const scrolled = log.evaluate((each) => {
      each.scrollTo(0, 0);
      // oxlint-disable-next-line no-console -- tells the test, while the page is busy
      console.log("scrolled away");
      const until = performance.now() + 300;
      while (performance.now() < until);
    });
    await started;
    stage.simulator.user("mara").in("tavern").say("And some more");
    await scrolled;
    await stage.message("And some more").waitFor();
    await expect.poll(distance).toBeLessThan(3);
  });
});

describe("the address of a message", () => {
  test("is a button that goes to the message, in whichever channel it is", async () => {
    const { page } = stage;
    const meant = stage.simulator.user("bob").in("tavern").say("The cat is called Tom.");
    fillTavern();
    const address = `https://discord.com/channels/${meant.guildId}/${meant.channelId}/${meant.id}`;
    await stage.bot.say("library", `Remembered: ${address}`);
    await page.getByRole("button", { name: "library" }).click();
    const chip = stage.message("Remembered").getByRole("button", { name: "#tavern › message" });
    await chip.click();
    await page.getByRole("heading", { name: "tavern", exact: true }).waitFor();
    const shown = stage.message("The cat is called Tom.");
    await expect.poll(() => shown.evaluate((each) => each.matches(":focus"))).toBe(true);
    const box = await shown.boundingBox();
    expect(box?.y).toBeGreaterThan(0);
    expect(box?.y).toBeLessThan(800);
  });

  test("is no other than a mention of a channel, which leads there as long as it is there", async () => {
    const { page } = stage;
    const { world, build } = stage.simulator;
    const library = world.channel("library");
    const owner = world.user("mara");
    if (library === undefined || owner === undefined) throw new Error("unreachable");
    const thread = build.createThread({ parent: library, name: "The long road", owner });
    await stage.bot.say("tavern", `The story goes on in <#${thread.id}>, not in <#5>.`);
    const story = stage.message("The story goes on in");
    await story.getByRole("button", { name: "#unknown-channel" }).click();
    await page.getByText("This channel isn't here any more").waitFor();
    await story.getByRole("button", { name: "#The long road" }).click();
    await page.getByRole("heading", { name: "The long road", exact: true }).waitFor();
    expect(await stage.composer.evaluate((each) => each.matches(":focus"))).toBe(true);
  });

  test("says so when the message is gone", async () => {
    const { page } = stage;
    const gone = `https://discord.com/channels/@me/${stage.simulator.world.channel("tavern")?.id}/5`;
    await stage.bot.say("library", `Remembered: ${gone}`);
    await page.getByRole("button", { name: "library" }).click();
    await page.getByRole("button", { name: "#tavern › message" }).click();
    await page.getByText("This message isn't here any more.").waitFor();
    expect(await page.getByRole("heading", { name: "library", exact: true }).count()).toBe(1);
  });
});

describe("components", () => {
  async function openControls(): Promise<void> {
    await stage.composer.fill("/chat");
    await stage.page.keyboard.press("Enter");
    await stage.page.keyboard.press("Enter");
    await stage.message("How shall it go on?").waitFor();
  }

  test("a button reaches the bot, which changes the message", async () => {
    await openControls();
    await stage.page.getByRole("button", { name: "Again" }).click();
    await stage.message("Once more.").waitFor();
    expect(await stage.page.getByRole("button", { name: "Again" }).count()).toBe(0);
  });

  test("a select sends what was chosen", async () => {
    await openControls();
    await stage.page.getByRole("combobox", { name: "Choose a mood" }).selectOption("Grim");
    await expect.poll(() => stage.message("Mood: grim").count()).toBe(1);
  });
});

describe("behind the scenes", () => {
  test("lists the bot's requests and counts broken rules", async () => {
    await stage.bot.say("tavern", "Hello");
    const requests = stage.page.getByRole("tabpanel", { name: "Requests" });
    await requests.getByText(/^\/channels\/…\d{4}\/messages$/).waitFor();
    await requests.getByText("POST").first().waitFor();
    expect(await stage.page.locator(".figure", { hasText: "Violations" }).textContent()).toContain(
      "0",
    );
  });

  test("shows how a message grew", async () => {
    const webhook = await stage.bot.webhookIn("tavern");
    const sent = await webhook.send({ content: "Once ▌", username: "Rosie" });
    await webhook.editMessage(sent.id, "Once upon a time.");
    const message = stage.message("Once upon a time.");
    await message.hover();
    await message.getByRole("button", { name: "Show the edits" }).click();
    const edits = stage.page.getByRole("tabpanel", { name: "Edits" });
    await edits.getByText("1 edit in").waitFor();
    expect(await edits.locator("ins").allTextContents()).toEqual(["Once", " upon a time."]);
  });

  test("can cut the gateway, which the bot survives", async () => {
    await stage.page.getByRole("tab", { name: "Faults" }).click();
    const resumed = new Promise<void>((resolve) =>
      stage.simulator.on((event) => event.type === "bot-connected" && resolve()),
    );
    await stage.page.getByRole("button", { name: /Drop the gateway/ }).click();
    const heard = new Promise<string>((resolve) =>
      stage.bot.client.once("messageCreate", (message) => resolve(message.content)),
    );
    await stage.say("Still there?");
    await resumed;
    expect(await heard).toBe("Still there?");
    await stage.page.locator(".figure", { hasText: "Connected" }).waitFor();
  });
});

describe("for everyone", () => {
  test("a whole conversation works by keyboard alone", async () => {
    const { page } = stage;
    const keys = page.keyboard;
    await keys.type("By keyboard");
    await keys.press("Enter");
    await stage.message("By keyboard").waitFor();
    await keys.type("/chara");
    await page.getByRole("option", { name: /character list/ }).waitFor();
    await keys.press("Enter");
    await page.getByRole("button", { name: "Run /character list" }).waitFor();
    await keys.press("Enter");
    await stage.message("Rosie Oakhart, Silas Crane").waitFor();
    await keys.type("/chat");
    await keys.press("Enter");
    await keys.press("Enter");
    await stage.message("How shall it go on?").waitFor();

    // From the composer up into the log, to the first message, and through its menu.
    await keys.press("ArrowUp");
    await keys.press("Home");
    expect(await page.evaluate("document.activeElement.textContent")).toContain("By keyboard");
    await keys.press("Enter");
    await page.getByRole("menuitem", { name: "Reply" }).waitFor();
    await keys.press("Enter");
    await page.getByText("Replying to Mara").waitFor();
    await keys.type("An answer");
    await keys.press("Enter");
    await stage.message("An answer").waitFor();

    // Tab goes from a message into its buttons.
    await keys.press("ArrowUp");
    await keys.press("ArrowUp");
    for (let presses = 0; presses < 8; presses += 1) {
      const label = await page.evaluate("document.activeElement.ariaLabel");
      if (label === "Again") break;
      await keys.press("Tab");
    }
    await keys.press("Enter");
    await stage.message("Once more.").waitFor();
  });

  test("it fits a telephone: nothing scrolls sideways, and the drawers open", async () => {
    const { page } = stage;
    await page.setViewportSize({ width: 375, height: 812 });
    await stage.bot.say(
      "tavern",
      `A ${"very".repeat(60)} long word and \`\`\`\n${"code ".repeat(40)}\n\`\`\``,
    );
    await stage.message("long word").waitFor();
    await stage.composer.fill("/ch");
    await page.getByRole("option").first().waitFor();
    const width = () => page.evaluate("document.documentElement.scrollWidth");
    expect(await width()).toBe(375);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Channels", exact: true }).click();
    await page.getByRole("button", { name: "library" }).click();
    await page.getByRole("heading", { name: "library", exact: true }).waitFor();
    await page.getByRole("button", { name: "Behind the scenes" }).click();
    await page.getByRole("tab", { name: "Faults" }).click();
    expect(await width()).toBe(375);
    // The keyboard stays in the drawer, as the eyes do, and Escape leads back to what was being written.
    const focused = () => stage.composer.evaluate((each) => each.matches(":focus"));
    await stage.composer.evaluate((each) => (each as unknown as { focus(): void }).focus());
    expect(await focused()).toBe(false);
    await page.keyboard.press("Escape");
    expect(await focused()).toBe(true);
    await page.getByRole("button", { name: "Behind the scenes" }).click();
    await page.setViewportSize({ width: 1280, height: 812 });
    await stage.say("On a wide screen again");
  });

  test("people have direct messages of their own", async () => {
    const { page } = stage;
    await page.getByRole("navigation").getByRole("button", { name: "Hearthside" }).click();
    await stage.say("Just between us");
    await stage.speakAs("Bob");
    await page.getByRole("navigation").getByRole("button", { name: "Hearthside" }).click();
    expect(await stage.message("Just between us").count()).toBe(0);
  });
});
