/** Raised when the meaning of what follows changes, so that buttons of an older version say so. */
const version = "hs1";

/** What a button, menu or form is for, in its `custom_id`: everything else is looked up in the store when it is used. */
export interface ControlId {
  readonly action: string;
  /** What it is about: a turn's id, mostly. */
  readonly subject: string;
  /** The subject's revision when it was drawn. */
  readonly revision: number;
  /** One more word for the action; empty for none. */
  readonly detail: string;
}

/** At most 100 characters, Discord's limit, with ids of up to 36. */
export function controlId(id: ControlId): string {
  return [version, id.action, id.subject, String(id.revision), id.detail].join(":");
}

/** Whether something is one, of whatever version. */
export function isControlId(customId: string): boolean {
  return /^hs\d+:/.test(customId);
}

/** Undefined for what isn't one, or is one of another version. */
export function readControlId(customId: string): ControlId | undefined {
  const [prefix, action, subject, revision, detail = "", ...more] = customId.split(":");
  if (prefix !== version || action === undefined || subject === undefined || more.length > 0)
    return undefined;
  if (revision === undefined || !/^\d{1,15}$/.test(revision)) return undefined;
  return { action, subject, revision: Number(revision), detail };
}
