import type { Voice } from "../../conversation/delivery.ts";

/** Stands before a text whose author in Discord isn't the character. */
export function speakerHeader({ name }: Voice): string {
  return `**${name.replace(/([*_~|`\\])/g, "\\$1")}**\n`;
}
