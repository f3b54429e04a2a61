import { createScriptedEngine } from "../../src/generation/scripted-engine.ts";
import type { TextEngine } from "../../src/generation/text-engine.ts";

/** Lines by which models go on in somebody else's name, each with another kind of label. */
const temptations: readonly ((other: string) => string)[] = [
  (other) => `${other}: I did it, all of it.`,
  (other) => `**${other}:** And I saw it.`,
  (other) => `*${other}*: Then let us go.`,
  (other) => `${other.toUpperCase()}: Never!`,
  (other) => `"${other}": That is what I said.`,
  (other) => `> ${other}: So be it.`,
  (other) => `${other.split(" ")[0] ?? other}: Who is there?`,
  (other) => `  ${other} : Wait for me.`,
  (other) => `__${other}__: Gladly.`,
];

/**
 * A model that speaks for somebody else in every reply, after a line of its own, and that no stop string stops: what is shown
 * is up to the guard alone.
 */
export function openTemptedEngine(names: readonly string[]): TextEngine {
  const engine = createScriptedEngine({
    contextSize: 100_000,
    charactersPerToken: 3,
    replies({ prompt }, call) {
      const speaker = prompt.replyPrefix.replace(/:.*$/s, "");
      // Who hasn't come up yet is nobody that a model could know.
      const text = prompt.sections.map((section) => section.text).join("\n");
      const others = names.filter((name) => name !== speaker && text.includes(name));
      const other = others[call % others.length] ?? "Somebody";
      const temptation = temptations[call % temptations.length]?.(other) ?? "";
      const own = `Reply number ${call} is all my own.`;
      return `${own}\n${temptation}\n${speaker}: And I go on, for the ${call}th time.`;
    },
  });
  return {
    info: engine.info,
    status: () => engine.status(),
    generate: (request, signal) => engine.generate({ ...request, stop: [] }, signal),
    [Symbol.asyncDispose]: () => engine[Symbol.asyncDispose](),
  };
}
