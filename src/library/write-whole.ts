import { randomUUID } from "node:crypto";
import { link, open, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../lib/errors.ts";
import { systemCode } from "./card-files.ts";

/** Writes a file so that it is there whole or not at all, also when the power fails. */
export async function writeWhole(
  directory: string,
  name: string,
  bytes: Uint8Array,
  { replace }: { readonly replace: boolean },
): Promise<void> {
  // Hidden, so that nobody reads it before it is whole.
  const draft = join(directory, `.${randomUUID()}.tmp`);
  const target = join(directory, name);
  try {
    const file = await open(draft, "wx");
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    if (replace) await rename(draft, target);
    // Unlike a rename, a link never takes the place of what is there.
    else await link(draft, target);
  } finally {
    await rm(draft, { force: true });
  }
}

/** What a system's error means for whoever wanted a card saved; any other stays what it is. */
export function notSaved(error: unknown): unknown {
  const code = systemCode(error);
  if (code === undefined) return error;
  return new UserError(
    "card-not-saved",
    `The card can't be saved (${code}). Whoever runs this bot has to let it write into the folder of characters.`,
    { cause: error, values: { reason: code } },
  );
}
