import { expect, test } from "vitest";
import { aFile, attachedText } from "../support/actor-files.ts";
import { Stage } from "../support/real-bot.ts";

const lines = (...all: readonly object[]) => all.map((line) => JSON.stringify(line)).join("\n");

function savedChat() {
  const rosie = { name: "Rosie Oakhart", is_user: false };
  const extra = { api: "koboldcpp", model: "some-13b", gen_id: 7 };
  return aFile(
    "evening.jsonl",
    lines(
      { user_name: "Tom", character_name: "Rosie Oakhart", create_date: "2026-1-2 @10h 0m 0s 0ms" },
      { ...rosie, mes: "Evening, dear.", send_date: "2026-01-02T10:00:00.000Z" },
      {
        name: "Tom",
        is_user: true,
        mes: "Where is the key?",
        send_date: "2026-01-02T10:01:00.000Z",
      },
      {
        ...rosie,
        mes: "Under the blue jug.",
        send_date: "2026-01-02T10:02:00.000Z",
        extra,
        swipe_id: 1,
        swipes: ["I couldn't say.", "Under the blue jug."],
        swipe_info: [{ extra: {} }, { send_date: "2026-01-02T10:02:00.000Z", extra }],
      },
    ),
  );
}

test("a chat from SillyTavern goes on in a channel: its end appears, and the model knows the swipe that counts", async () => {
  const stage = await Stage.open();
  const alice = stage.as("alice");
  const answer = await alice.slash("chat import", { file: savedChat() }).reply();
  expect(answer.content).toContain("**Rosie Oakhart** remembers 3 turns now, with 4 texts in all.");
  const shown = await stage.answered("Under the blue jug.");
  expect(shown.author.name).toBe("Rosie Oakhart");

  alice.say("Rosie, and the lamp?");
  await stage.answered("Of course.");
  const prompt = (stage.scripted.started.at(-1)?.prompt.sections ?? []).map(({ text }) => text);
  const history = prompt.join("\n");
  expect(history).toContain("Where is the key?");
  expect(history).toContain("Under the blue jug.");
  expect(history).not.toContain("I couldn't say.");
});

test("a chat goes out as SillyTavern reads it, with every swipe and what other programs noted", async () => {
  const stage = await Stage.open();
  const alice = stage.as("alice");
  await alice.slash("chat import", { file: savedChat() }).reply();
  await stage.answered("Under the blue jug.");
  const exported = await alice.slash("chat export", { format: "jsonl" }).reply();
  const [header, first, , last] = (await attachedText(stage, exported))
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(header).toMatchObject({ user_name: "Tom", character_name: "Rosie Oakhart" });
  expect(first).toMatchObject({ name: "Rosie Oakhart", is_user: false, mes: "Evening, dear." });
  expect(last).toMatchObject({
    mes: "Under the blue jug.",
    send_date: "2026-01-02T10:02:00.000Z",
    swipes: ["I couldn't say.", "Under the blue jug."],
    swipe_id: 1,
    extra: { api: "koboldcpp", model: "some-13b", gen_id: 7 },
  });
});

test("a chat goes out as text and as Markdown, for its host alone", async () => {
  const stage = await Stage.open();
  await stage.invite();
  stage.as("alice").say("any *stew* left?");
  await stage.answered("Of course.");
  const mara = stage.as("mara");
  const text = await attachedText(stage, await mara.slash("chat export").reply());
  expect(text).toMatch(/^Chat with Rosie Oakhart\n\nRosie Oakhart \(/);
  expect(text).toMatch(
    /\n\nAlice \(\d{4}-\d\d-\d\d \d\d:\d\d\)\nany \*stew\* left\?\n\nRosie Oakhart \(.*\)\nOf course\.\n$/,
  );
  const markdown = await mara.slash("chat export", { format: "md" }).reply();
  expect(await attachedText(stage, markdown)).toContain("**Alice (");
  const refused = await stage.as("bob").slash("chat export").reply();
  expect(refused.content).toContain("who started this chat");
  expect(refused.attachments).toEqual([]);
});

test("a broken file is refused with the line that is wrong, and the chat stays as it is", async () => {
  const stage = await Stage.open();
  await stage.invite();
  const before = stage.transcript();
  const file = aFile(
    "broken.jsonl",
    `${lines({ user_name: "Tom" }, { name: "Tom", mes: "hi" })}\n{"mes":`,
  );
  const refused = await stage.as("mara").slash("chat import", { file }).reply();
  expect(refused.content).toBe("broken.jsonl, line 3: not valid JSON.");
  expect(stage.transcript()).toEqual(before);
});

test("a scene with a narrator and two characters goes out and in again whole, and both play on where they may be", async () => {
  const stage = await Stage.open({ environment: { ADULT_CHARACTERS: "vesper" } });
  await stage.invite();
  const mara = stage.as("mara");
  await mara.slash("character add", { character: "silas-crane", greeting: "none" }).reply();
  await mara.slash("narrate", { text: "The lamp goes out." }).reply();
  stage.as("alice").say("Silas, are you there?");
  await stage.answered("Of course.");
  const said = { character: "rosie-oakhart", text: "Nobody move." };
  await mara.slash("say-as", said).reply();
  await stage.answered("Nobody move.");
  const exported = async (place: string) => {
    const answer = await stage.as("mara", place).slash("chat export", { format: "jsonl" }).reply();
    return attachedText(stage, answer);
  };
  const file = await exported("#tavern");
  expect(file).toMatch(/"mes":"The lamp goes out\.","extra":\{"type":"narrator"\}/);
  const vesper = { name: "Vesper", is_user: false, mes: "I like the dark." };
  const [header = "", ...turns] = file.trim().split("\n");
  const grown = [header, JSON.stringify(vesper), ...turns].join("\n");
  const there = stage.as("mara", "#library");
  const told = await there.slash("chat import", { file: aFile("scene.jsonl", grown) }).reply();
  expect(told.content).toContain("**Silas Crane** plays along here too.");
  const library = stage.simulator.world.channel("#library");
  const conversation = stage.files.store.ofChannel(library?.id ?? "");
  expect(conversation?.cast.map(({ characterId }) => characterId)).toEqual([
    "rosie-oakhart",
    "silas-crane",
  ]);
  await stage.answered("Nobody move.", library?.id);
  const texts = (all: string) =>
    all
      .trim()
      .split("\n")
      .slice(1)
      .map((line) => JSON.parse(line) as object);
  expect(texts(await exported("#library")).slice(1)).toEqual(texts(file));
  const narrated = stage.files.store
    .historyBefore(conversation?.id ?? "", 1e9, 10)
    .filter(({ kind }) => kind === "narrator");
  expect(narrated.map(({ text }) => text)).toEqual(["The lamp goes out."]);
});
