import { expect, test } from "vitest";
import { openEngine } from "../../../../src/app/open-engine.ts";
import { loadSettings } from "../../../../src/config/load-settings.ts";
import type { StreamPart } from "../../../../src/generation/stream-part.ts";
import { systemClock } from "../../../../src/lib/clock.ts";
import { silentLogger } from "../../../../src/lib/logger.ts";
import { namedLayout } from "../../../../src/roleplay/prompt/named-layout.ts";
import { openDemoEngine, readReply } from "../../../support/demo-engine.ts";
import { demoRequest } from "../../../support/demo-request.ts";

const turns = [["Tom", "evening! who are you?"]] as const;

async function answer(options: Parameters<typeof openDemoEngine>[0]) {
  await using engine = await openDemoEngine(options);
  const parts: StreamPart[] = [];
  const reply = await readReply(engine, demoRequest({ turns }), {
    onPart: (part) => parts.push(part),
  });
  const prompt = parts.find((part) => part.type === "prompt-end");
  return { reply, promptTokens: prompt?.usage.promptTokens };
}

test("a model that is told its own format by name answers as with its own template", async () => {
  const own = await answer({});
  const named = await answer({ layout: namedLayout("chatml") });
  expect(named.promptTokens).toBe(own.promptTokens);
  expect(named.reply.text).toBe(own.reply.text);
});

test("a format's own stop strings end a reply", async () => {
  const { text } = (await answer({})).reply;
  const [, secondWord = ""] = text.trim().split(/\s+/);
  const layout = { ...namedLayout("chatml"), stop: [secondWord] };
  const { reply } = await answer({ layout });
  expect(reply.reason).toBe("stop");
  expect(reply.text).not.toContain(secondWord);
});

test("PROMPT_FORMAT is refused with the names that there are, before a model is looked for", async () => {
  const settings = loadSettings({ PROMPT_FORMAT: "chatlm", MODEL: "none.gguf" });
  const context = {
    logger: silentLogger,
    clock: systemClock,
    print: () => {},
    signal: new AbortController().signal,
  };
  await expect(openEngine(settings, context)).rejects.toThrow(
    /no prompt format "chatlm".*plain, chatml/,
  );
});
