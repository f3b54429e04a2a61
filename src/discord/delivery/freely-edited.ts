import type { ShownPart } from "./next-step.ts";
import { sentAtMs } from "./snowflake.ts";

/** Discord's messages can be edited freely for an hour; a little less, since an edit takes its time. */
const freelyEditedMs = 55 * 60_000;

/** Whether all messages that are shown can be edited as often as one likes. */
export function areFreelyEdited(shown: readonly (ShownPart | undefined)[], nowMs: number): boolean {
  return shown.every(
    (part) => part === undefined || nowMs - sentAtMs(part.messageId) <= freelyEditedMs,
  );
}
