import type { SectionRole } from "../../generation/request.ts";
import type { Character } from "../character/character.ts";

/** A card's own instruction among the turns, macros unexpanded. */
export interface DepthPrompt {
  readonly prompt: string;
  readonly depth: number;
  readonly role: SectionRole;
}

/** SillyTavern's, for cards that give a prompt alone. */
const defaultDepth = 4;

const roles: readonly SectionRole[] = ["system", "user", "assistant"];

/**
 * SillyTavern's `extensions.depth_prompt`, the "character's note". Undefined when the card has none. Depth and role
 * that make no sense are as if they weren't given.
 */
export function cardDepthPrompt({ extensions }: Character): DepthPrompt | undefined {
  const found = extensions["depth_prompt"];
  if (typeof found !== "object" || found === null) return undefined;
  const { prompt, depth, role } = found as Readonly<Record<string, unknown>>;
  if (typeof prompt !== "string" || prompt.trim() === "") return undefined;
  const turns = depth === null || depth === "" ? Number.NaN : Number(depth);
  return {
    prompt,
    depth: Number.isFinite(turns) ? Math.max(0, Math.floor(turns)) : defaultDepth,
    role: roles.find((known) => known === role) ?? "system",
  };
}
