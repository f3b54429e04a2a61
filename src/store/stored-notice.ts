import type { Notice } from "../conversation/notice.ts";

export function writeNotice(notice: Notice | null): string | null {
  return notice === null ? null : JSON.stringify(notice);
}

/** Null also for what an earlier version has put in words. */
export function readNotice(stored: string | null): Notice | null {
  if (stored === null || !stored.startsWith("{")) return null;
  return JSON.parse(stored) as Notice;
}
