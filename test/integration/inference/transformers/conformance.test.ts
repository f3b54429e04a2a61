import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { createTransformersEngine } from "../../../../src/inference/transformers/create-transformers-engine.ts";
import { systemClock } from "../../../../src/lib/clock.ts";
import { silentLogger } from "../../../../src/lib/logger.ts";
import { writeCausalOnnx, writeT5Onnx } from "../../../support/onnx/made-onnx-models.ts";
import { testTextEngine } from "../../../support/text-engine-conformance.ts";

const models = mkdtempSync(join(tmpdir(), "hearthside-onnx-"));
writeCausalOnnx(join(models, "causal"));
writeT5Onnx(join(models, "t5"));
afterAll(() => rmSync(models, { recursive: true, force: true }));

for (const name of ["causal", "t5"])
  testTextEngine(`the engine for ${name} models in ONNX`, {
    open: ({ slots }) =>
      createTransformersEngine({
        folder: join(models, name),
        contextSize: 512,
        slots,
        threads: 1,
        clock: systemClock,
        logger: silentLogger,
        signal: new AbortController().signal,
      }),
    prefixCache: false,
  });
