import type { UploadedFile } from "../../src/simulator/actors/actor.ts";
import type { SimMessage } from "../../src/simulator/world/records.ts";
import type { Stage } from "./real-bot.ts";

/** A file that someone hands to a command: text as it is, anything else as JSON. */
export function aFile(filename: string, content: unknown): UploadedFile {
  const text = typeof content === "string" ? content : JSON.stringify(content);
  return { filename, contentType: "application/json", bytes: Buffer.from(text) };
}

/** The bytes of the only file in a message. */
export async function attachedBytes(stage: Stage, message: SimMessage): Promise<Buffer> {
  const [file] = message.attachments;
  if (file === undefined) throw new Error("the message has no file");
  const response = await fetch(stage.simulator.cdnBase + file.path);
  return Buffer.from(await response.arrayBuffer());
}

export async function attachedText(stage: Stage, message: SimMessage): Promise<string> {
  return (await attachedBytes(stage, message)).toString();
}
