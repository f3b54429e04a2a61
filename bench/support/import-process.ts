/** A process of its own for one import, so that its peak memory is the import's alone. */
import { readCatalogue } from "../../src/models/catalogue/read-catalogue.ts";
import { importModel } from "../../src/models/importing/import-model.ts";

const [source = "", target = "", type] = process.argv.slice(2);
const catalogue = await readCatalogue();
const idleKilobytes = process.resourceUsage().maxRSS;
const startMs = performance.now();
await importModel({
  source,
  target,
  modelsDir: ".",
  catalogue,
  wishes: { type: type === "F16" || type === "Q8_0" ? type : undefined },
  onProgress: () => {},
});
const durationMs = performance.now() - startMs;
const peakKilobytes = process.resourceUsage().maxRSS;
process.send?.({ durationMs, idleKilobytes, peakKilobytes });
