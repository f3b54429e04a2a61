/** A process of its own for one import, so that its peak memory is the import's alone. */
import { readCatalogue } from "../../src/models/catalogue/read-catalogue.ts";
import { importModel } from "../../src/models/importing/import-model.ts";

const [file = "", target = ""] = process.argv.slice(2);
const catalogue = await readCatalogue();
const idleKilobytes = process.resourceUsage().maxRSS;
const startMs = performance.now();
await importModel({
  source: file,
  target,
  modelsDir: ".",
  catalogue,
  wishes: {},
  onProgress: () => {},
});
const durationMs = performance.now() - startMs;
const peakKilobytes = process.resourceUsage().maxRSS;
process.send?.({ durationMs, idleKilobytes, peakKilobytes });
