import type { ModelRemarkCode } from "../../../generation/model-remarks.ts";

export const modelRemarks: Readonly<Record<ModelRemarkCode, string>> = {
  "file-cut-off": "ist abgeschnitten: Lade sie noch einmal herunter",
  "file-empty": "ist leer: Lade sie noch einmal herunter",
  "file-header-impossible": "hat einen unmöglichen Kopf: Sie ist beschädigt oder abgeschnitten",
  "file-refused": "nimmt llama.cpp nicht an: {reason}",
  "file-refused-silently": "nimmt llama.cpp nicht an und sagt nicht, warum",
  "file-crashes":
    "lässt llama.cpp abstürzen: Sie ist beschädigt oder dafür gemacht. Lade sie noch einmal herunter",
  "file-endless": "lässt sich in {seconds} s nicht lesen: Sie ist beschädigt oder dafür gemacht",
  "file-gguf-1":
    "hat Version 1 von GGUF, die llama.cpp nicht mehr liest: Hol eine neuere Datei dieses Modells",
  "file-gguf-unknown": "hat Version {version} von GGUF, die niemand kennt",
  "file-big-endian": "ist big-endian: Hol die Datei in little-endian",
  "file-ggml":
    "ist eine GGML-Datei aus der Zeit vor GGUF (.bin), die llama.cpp nicht mehr liest: `hearthside models import` macht daraus GGUF",
  "file-lfs-pointer":
    "ist nur ein Zeiger von Git LFS: `git lfs pull` holt die Datei, oder lade sie selbst herunter",
  "file-html": "ist eine HTML-Seite, kein Modell: Nimm die Adresse der Datei selbst",
  "file-zip":
    "ist ein ZIP-Archiv oder ein Modell von PyTorch, kein GGUF: Wende `hearthside models import` auf den Ordner an, oder hol das Modell als GGUF",
  "file-safetensors":
    "ist ein safetensors-Modell, kein GGUF: Wende `hearthside models import` auf den Ordner an, oder hol das Modell als GGUF",
  "file-no-gguf": "ist kein GGUF: Hol das Modell als GGUF",
  "file-no-file": "ist keine Datei",

  "fits-with": "Mit {settings} würde es passen.",
  "fits-as": "Als {quantisation} würde es passen, mit {settings}.",
  "nothing-smaller": "Auch keine kleinere Datei davon würde passen.",
};
