import { pngTexts } from "../character/png-chunks.ts";

/** NovelAI's keyword for the lorebook that it hides in a picture. */
const keyword = "naidata";

/** The JSON of the lorebook in a NovelAI picture, not yet looked at; undefined for a file that is none. */
export function pictureLorebook(bytes: Uint8Array): string | undefined {
  for (const text of pngTexts(bytes)) {
    if (text.keyword.toLowerCase() !== keyword) continue;
    const value = text.read();
    if (value !== undefined)
      return Buffer.from(Buffer.from(value).toString("latin1"), "base64").toString("utf8");
  }
  return undefined;
}
