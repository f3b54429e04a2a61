import type { ChoiceView } from "./command.ts";

/** The page sends actions as `POST /_playground/<action>` with a JSON body. */
export const apiPrefix = "/_playground";

export type FaultName =
  | "drop-gateway"
  | "webhook-rate-limited"
  | "webhook-server-error"
  | "delete-webhook";

/** The body of `POST /_playground/<key>`. */
export interface Actions {
  say: {
    readonly userId: string;
    readonly channelId: string;
    readonly content: string;
    readonly replyTo: string | null;
    readonly files: readonly UploadedFile[];
  };
  edit: { readonly userId: string; readonly messageId: string; readonly content: string };
  delete: { readonly userId: string; readonly messageId: string };
  command: {
    readonly userId: string;
    readonly channelId: string;
    readonly commandId: string;
    readonly name: string;
    readonly options: readonly (OptionValue | FileOption)[];
  };
  autocomplete: {
    readonly userId: string;
    readonly channelId: string;
    readonly commandId: string;
    readonly name: string;
    readonly options: readonly OptionValue[];
    readonly focused: string;
  };
  menu: {
    readonly userId: string;
    readonly messageId: string;
    readonly commandId: string;
  };
  /** Puts a reaction below a message, or takes this person's away. */
  react: { readonly userId: string; readonly messageId: string; readonly emoji: string };
  click: { readonly userId: string; readonly messageId: string; readonly customId: string };
  select: {
    readonly userId: string;
    readonly messageId: string;
    readonly customId: string;
    readonly values: readonly string[];
  };
  "submit-modal": {
    readonly userId: string;
    readonly modalId: string;
    readonly fields: readonly { readonly customId: string; readonly values: readonly string[] }[];
  };
  /** Sets this person's Discord to another language. */
  language: { readonly userId: string; readonly locale: string };
  fault: { readonly name: FaultName; readonly channelId: string };
}

export type ActionName = keyof Actions;

export interface OptionValue {
  readonly name: string;
  readonly value: string | number | boolean;
}

/** A file for an option that takes an attachment. It goes with the command alone, never along for suggestions. */
export interface FileOption {
  readonly name: string;
  readonly value: UploadedFile;
}

export interface UploadedFile {
  readonly name: string;
  readonly contentType: string;
  readonly base64: string;
}

/** What an action answers. `problem` is safe to show. */
export type ActionResult =
  | { readonly ok: true; readonly choices?: readonly ChoiceView[] }
  | { readonly ok: false; readonly problem: string };

/** The most that a page may upload with one message or command, all files together. */
export const uploadLimitBytes = 8 * 1024 * 1024;
