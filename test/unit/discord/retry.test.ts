import { HTTPError } from "discord.js";
import { expect, test } from "vitest";
import { discordProblem } from "../../../src/discord/discord-problem.ts";
import { retrying } from "../../../src/discord/retry.ts";
import { discordError, rateLimitError } from "../../support/discord-errors.ts";
import { SteppingClock } from "../../support/stepping-clock.ts";

const httpError = () => new HTTPError(502, "Bad Gateway", "GET", "", {});
const socketError = () => Object.assign(new Error("other side closed"), { code: "UND_ERR_SOCKET" });

test.each([
  ["a rate limit", rateLimitError(1500), { kind: "wait", delayMs: 1500 }],
  ["a server error", httpError(), { kind: "transient" }],
  ["a closed socket", socketError(), { kind: "transient" }],
  [
    "a socket that a fetch tells of",
    new TypeError("fetch failed", { cause: socketError() }),
    { kind: "transient" },
  ],
  [
    "a time-out",
    Object.assign(new Error("aborted"), { name: "AbortError" }),
    { kind: "transient" },
  ],
  ["code 10008", discordError(10008, 404), { kind: "message-gone" }],
  ["code 10015", discordError(10015, 404), { kind: "webhook-gone" }],
  ["code 50027", discordError(50027, 401), { kind: "webhook-gone" }],
  ["code 10003", discordError(10003, 404), { kind: "channel-gone" }],
  ["code 50013", discordError(50013, 403), { kind: "forbidden" }],
  ["a refused body", discordError(50035, 400), { kind: "unexpected" }],
  ["a bug", new TypeError("x is undefined"), { kind: "unexpected" }],
])("%s is told apart", (_, thrown, problem) => {
  expect(discordProblem(thrown)).toEqual(problem);
});

test("a request is tried again after one and two seconds", async () => {
  const clock = new SteppingClock();
  const start = clock.now();
  const triedAt: number[] = [];
  const result = retrying(
    () => {
      triedAt.push(clock.now() - start);
      return triedAt.length < 3 ? Promise.reject(httpError()) : Promise.resolve("done");
    },
    { clock, tries: 5 },
  );
  await clock.advance(10_000);
  expect(await result).toBe("done");
  expect(triedAt).toEqual([0, 1000, 3000]);
});

test("a request that Discord understood and refused isn't tried again", async () => {
  const clock = new SteppingClock();
  let tried = 0;
  const refuse = () => {
    tried += 1;
    return Promise.reject(discordError(50013, 403));
  };
  await expect(retrying(refuse, { clock, tries: 5 })).rejects.toMatchObject({ code: 50013 });
  expect(tried).toBe(1);
});
