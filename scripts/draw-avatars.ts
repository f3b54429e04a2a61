import { readdir, readFile } from "node:fs/promises";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import sharp from "sharp";

/**
 * Renders the avatars of the characters that ship: each drawing in `scripts/avatars/` becomes the picture beside the
 * card of the same name. Run it with `npm run avatars:draw` after a drawing has changed.
 */
const side = 512;
const drawings = new URL("avatars/", import.meta.url);
const characters = new URL("../characters/", import.meta.url);

for (const file of await readdir(drawings)) {
  const drawing = await readFile(new URL(file, drawings));
  const picture = fileURLToPath(new URL(`${basename(file, ".svg")}.png`, characters));
  const { size } = await sharp(drawing)
    .resize(side, side)
    .removeAlpha()
    .png({ compressionLevel: 9, effort: 10 })
    .toFile(picture);
  console.log(`${picture}: ${Math.ceil(size / 1024)} KiB`);
}
