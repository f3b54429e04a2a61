import type { Platform } from "../platform/platform.ts";
import { codePointLength } from "../rules/text.ts";
import type { SimAttachment, SimChannel } from "../world/records.ts";
import type { World } from "../world/world.ts";
import { ActorError, type UploadedFile } from "./actor.ts";

const maxText = 2000;

/** Refuses what Discord's client wouldn't send. */
export function checkText(text: string, hasFiles: boolean): void {
  if (codePointLength(text) > maxText)
    throw new ActorError(`Discord's client sends at most ${maxText} characters.`);
  if (text.trim() === "" && !hasFiles)
    throw new ActorError("Discord's client sends no empty message.");
}

/** Turns `@name` of a known user into a mention, as Discord's client does while one types. */
export function expandMentions(text: string, world: World): string {
  return text.replace(/(?<![\w<])@([\w.]+)/g, (whole, name: string) => {
    const user = world.users.find(
      (candidate) => candidate.username.toLowerCase() === name.toLowerCase(),
    );
    return user === undefined ? whole : `<@${user.id}>`;
  });
}

/** Puts a person's file on the CDN. */
export function storeUpload(
  file: UploadedFile,
  channel: SimChannel,
  { world, ids }: Platform,
): SimAttachment {
  const id = ids.next();
  const { filename, contentType, bytes } = file;
  const path = `/attachments/${channel.id}/${id}/${filename}`;
  return {
    id,
    filename,
    contentType,
    sizeBytes: bytes.byteLength,
    description: null,
    path: world.files.put({ path, contentType, bytes }),
  };
}
