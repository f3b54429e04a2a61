import { readFileSync } from "node:fs";
import { type MadeChat, type MadeQuestion, type MadeTurn, questionKinds } from "./chat-set.ts";

const file = new URL("written-chat.txt", import.meta.url);

/** A chat that a person wrote, with questions: how people talk when nothing generates them. */
export function writtenChat(): MadeChat {
  const turns: MadeTurn[] = [];
  const questions: MadeQuestion[] = [];
  let session = 0;
  let place = 0;
  let at = 0;
  for (const line of readFileSync(file, "utf8").split("\n")) {
    const [kind, text, evidence] = line.split(" | ");
    const knownKind = questionKinds.find((one) => one === kind);
    const spoken = /^(\w+): (.*)$/.exec(line);
    if (line.startsWith("== 2")) {
      session++;
      place = 0;
      at = Date.parse(`${line.slice(3)}:00Z`);
    } else if (knownKind !== undefined && text !== undefined && evidence !== undefined)
      questions.push({
        id: `written-${questions.length}`,
        kind: knownKind,
        text,
        nowMs: at,
        evidence: evidence.split(" "),
      });
    else if (spoken !== null) {
      place++;
      at += 60_000;
      const [, speaker = "", said = ""] = spoken;
      turns.push({ id: `${session}:${place}`, speaker, text: said, at });
    }
  }
  return { name: "written", turns, questions };
}
