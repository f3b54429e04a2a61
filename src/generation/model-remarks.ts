import { type Remark, type RemarkValues, remarkText } from "../lib/remark.ts";

/** What there is to say about the files of models, in English. */
export const englishModelRemarks = {
  // What a file is, and what to do; follows its name.
  "file-cut-off": "is cut off: download it again",
  "file-empty": "is empty: download it again",
  "file-header-impossible": "has an impossible header: it is damaged or cut off",
  "file-refused": "is refused by llama.cpp: {reason}",
  "file-refused-silently": "is refused by llama.cpp, without a reason",
  "file-crashes": "makes llama.cpp crash: it is damaged or crafted. Download it again",
  "file-endless": "can't be read in {seconds} s: it is damaged or crafted",
  "file-gguf-1":
    "has version 1 of GGUF, which llama.cpp no longer reads: get a newer file of this model",
  "file-gguf-unknown": "has version {version} of GGUF, which is unknown",
  "file-big-endian": "is big-endian: get the little-endian file of this model",
  "file-ggml":
    "is a GGML file from before GGUF (.bin), which llama.cpp no longer reads: run `hearthside models import` on it",
  "file-lfs-pointer": "is only a Git LFS pointer: run `git lfs pull`, or download the file itself",
  "file-html": "is an HTML page, not a model: use the download link of the file itself",
  "file-zip":
    "is a ZIP archive or a PyTorch model, not a GGUF file: run `hearthside models import` on its folder, or get the model as GGUF",
  "file-safetensors":
    "is a safetensors file, not a GGUF file: run `hearthside models import` on its folder, or get the model as GGUF",
  "file-no-gguf": "is not a GGUF file: get the model as GGUF",
  "file-no-file": "is not a file",

  // What would make a model fit.
  "fits-with": "It would fit with {settings}.",
  "fits-as": "It would fit as {quantisation}, with {settings}.",
  "nothing-smaller": "No smaller file of it would fit either.",
} as const;

export type ModelRemarkCode = keyof typeof englishModelRemarks;

/** With its words for logs and the command line. */
export type ModelRemark = Remark & { readonly english: string };

export function modelRemark(code: ModelRemarkCode, values: RemarkValues = {}): ModelRemark {
  return { code, values, english: remarkText({ code, values }, englishModelRemarks) };
}
