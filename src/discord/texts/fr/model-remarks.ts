import type { ModelRemarkCode } from "../../../generation/model-remarks.ts";

export const modelRemarks: Readonly<Record<ModelRemarkCode, string>> = {
  "file-cut-off": "est coupé : télécharge-le encore une fois",
  "file-empty": "est vide : télécharge-le encore une fois",
  "file-header-impossible": "a un en-tête impossible : il est abîmé ou coupé",
  "file-refused": "est refusé par llama.cpp : {reason}",
  "file-refused-silently": "est refusé par llama.cpp, sans raison donnée",
  "file-crashes":
    "fait planter llama.cpp : il est abîmé ou fait pour cela. Télécharge-le encore une fois",
  "file-endless": "ne se lit pas en {seconds} s : il est abîmé ou fait pour cela",
  "file-gguf-1":
    "a la version 1 de GGUF, que llama.cpp ne lit plus : prends un fichier plus récent de ce modèle",
  "file-gguf-unknown": "a la version {version} de GGUF, que personne ne connaît",
  "file-big-endian": "est big-endian : prends le fichier little-endian de ce modèle",
  "file-ggml":
    "est un fichier GGML d'avant GGUF (.bin), que llama.cpp ne lit plus : `hearthside models import` en fait du GGUF",
  "file-lfs-pointer":
    "n'est qu'un pointeur Git LFS : lance `git lfs pull`, ou télécharge le fichier lui-même",
  "file-html": "est une page HTML, pas un modèle : prends l'adresse du fichier lui-même",
  "file-zip":
    "est une archive ZIP ou un modèle PyTorch, pas du GGUF : lance `hearthside models import` sur son dossier, ou prends le modèle en GGUF",
  "file-safetensors":
    "est un modèle safetensors, pas du GGUF : lance `hearthside models import` sur son dossier, ou prends le modèle en GGUF",
  "file-no-gguf": "n'est pas du GGUF : prends le modèle en GGUF",
  "file-no-file": "n'est pas un fichier",

  "fits-with": "Il tiendrait avec {settings}.",
  "fits-as": "Il tiendrait en {quantisation}, avec {settings}.",
  "nothing-smaller": "Aucun fichier plus petit ne tiendrait non plus.",
};
