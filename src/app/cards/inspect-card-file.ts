import { type CardInspection, inspectCard } from "../../roleplay/character/inspect-card.ts";
import { oneLine } from "../../roleplay/character/one-line.ts";
import { readCardFile } from "./read-card-file.ts";

/** Says what is in a card file. @throws UserError when it is no card. */
export async function inspectCardFile(path: string): Promise<CardInspection> {
  const { bytes, name } = await readCardFile(path);
  return inspectCard(bytes, name);
}

/** The inspection in lines for people; the card's texts are left out. */
export function describeInspection(inspection: CardInspection): string {
  const { file, generation, container, card, files, warnings } = inspection;
  const data = card["data"] as Readonly<Record<string, unknown>>;
  const lines = [
    `${file}: ${oneLine(String(data["name"]))}, a card of ${generationNames[generation]} in ${container.toUpperCase()}`,
    `Fields: ${Object.keys(data)
      .filter((field) => isFilled(data[field]))
      .map((field) => oneLine(field, 40))
      .join(", ")}`,
    ...files.map(
      ({ path, sizeBytes }) => `File inside: ${oneLine(path)} (${Math.ceil(sizeBytes / 1024)} KiB)`,
    ),
    ...warnings.map((warning) => `Warning: ${oneLine(warning, 400)}`),
  ];
  return lines.join("\n");
}

const generationNames: Readonly<Record<CardInspection["generation"], string>> = {
  v1: "version 1",
  v2: "version 2",
  v3: "version 3",
  pygmalion: "Pygmalion's kind",
  "text-generation-webui": "text-generation-webui's kind",
  agnai: "Agnai's kind",
};

function isFilled(value: unknown): boolean {
  if (value === "" || value === null || value === undefined) return false;
  return typeof value !== "object" || Object.keys(value).length > 0;
}
