import { basename, extname } from "node:path";
import { z } from "zod";
import { UserError } from "../../lib/errors.ts";
import { decodeUtf8, parseJson } from "../../roleplay/character/decode-card-text.ts";
import type { PromptPersona } from "../../roleplay/prompt/prompt-input.ts";
import { readInputFile } from "./read-input-file.ts";

const personaSchema = z.object({
  name: z.string().min(1),
  description: z.string().default(""),
  depth: z.number().int().nonnegative().optional(),
  role: z.enum(["system", "user", "assistant"]).default("system"),
});

/**
 * A persona that someone named: JSON with `name`, `description` and, for one that stands among the turns, `depth` and
 * `role`; or a text, which is the description, the file's name being the persona's.
 *
 * @throws UserError of one line.
 */
export async function readPersonaInput(path: string): Promise<PromptPersona> {
  const file = basename(path);
  const text = decodeUtf8(await readInputFile(path), file);
  if (extname(path).toLowerCase() !== ".json") {
    return { name: basename(path, extname(path)), description: text, position: "in-prompt" };
  }
  const result = personaSchema.safeParse(parseJson(text, file));
  if (!result.success) {
    const [issue] = result.error.issues;
    const field = issue?.path.join(".") || "the file";
    throw new UserError("bad-persona", `${file}: ${field}: ${issue?.message ?? "not understood"}.`);
  }
  const { name, description, depth, role } = result.data;
  return { name, description, position: depth === undefined ? "in-prompt" : { depth, role } };
}
