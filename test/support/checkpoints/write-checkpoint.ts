import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { MadeModel, NamedTensor } from "./named-tensor.ts";
import type { StoredFormat } from "./pack-numbers.ts";
import { pytorchArchive, pytorchStream } from "./write-pytorch.ts";
import { safetensorsFile } from "./write-safetensors.ts";

export type Container =
  | "safetensors"
  | "safetensors in parts"
  | "pytorch"
  | "pytorch in parts"
  | "old pytorch";

/** Files beside the weights, by name: text, bytes, or an object that is written as JSON. */
export type OtherFiles = Readonly<Record<string, string | Buffer | object>>;

/** Writes a model as Hugging Face's libraries save it. */
export function writeCheckpoint(
  folder: string,
  model: MadeModel,
  options: {
    readonly container?: Container;
    readonly format?: StoredFormat;
    readonly files: OtherFiles;
  },
): void {
  mkdirSync(folder, { recursive: true });
  const { container = "safetensors", format = "F16", files } = options;
  const weights = weightFiles(model.tensors, container, format);
  for (const [name, content] of Object.entries({
    "config.json": model.config,
    ...weights,
    ...files,
  }))
    writeFileSync(
      join(folder, name),
      typeof content === "string" || Buffer.isBuffer(content) ? content : JSON.stringify(content),
    );
}

function weightFiles(
  tensors: readonly NamedTensor[],
  container: Container,
  format: StoredFormat,
): OtherFiles {
  switch (container) {
    case "safetensors":
      return { "model.safetensors": safetensorsFile(tensors, format) };
    case "pytorch":
      return { "pytorch_model.bin": pytorchArchive(tensors, format) };
    case "old pytorch":
      return { "pytorch_model.bin": pytorchStream(tensors, format) };
    case "safetensors in parts":
      return inParts(tensors, "model", "safetensors", (part) => safetensorsFile(part, format));
    case "pytorch in parts":
      return inParts(tensors, "pytorch_model", "bin", (part) => pytorchArchive(part, format));
    default:
      return container satisfies never;
  }
}

function inParts(
  tensors: readonly NamedTensor[],
  name: string,
  ending: string,
  write: (part: readonly NamedTensor[]) => Buffer,
): OtherFiles {
  const middle = Math.floor(tensors.length / 2);
  const parts = [tensors.slice(0, middle), tensors.slice(middle)];
  const fileOf = (index: number) => `${name}-0000${index + 1}-of-00002.${ending}`;
  const weightMap = Object.fromEntries(
    parts.flatMap((part, index) => part.map((tensor) => [tensor.name, fileOf(index)])),
  );
  return {
    ...Object.fromEntries(parts.map((part, index) => [fileOf(index), write(part)])),
    [`${name}.${ending}.index.json`]: { metadata: {}, weight_map: weightMap },
  };
}
