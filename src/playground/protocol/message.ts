import type { ComponentView } from "./component.ts";

export interface AuthorView {
  readonly id: string;
  readonly name: string;
  readonly avatarUrl: string | null;
  /** Whether it is shown with the APP tag: bots and webhooks. */
  readonly app: boolean;
}

export interface MessageView {
  readonly id: string;
  readonly channelId: string;
  readonly author: AuthorView;
  readonly content: string;
  /** Milliseconds since the Unix epoch. */
  readonly sentAt: number;
  readonly editedAt: number | null;
  readonly embeds: readonly EmbedView[];
  readonly components: readonly ComponentView[];
  readonly attachments: readonly AttachmentView[];
  readonly reactions: readonly { readonly emoji: string; readonly count: number }[];
  /** The message that this one answers; it may be gone. */
  readonly replyTo: { readonly id: string } | null;
  /** "Alice used /chat start". */
  readonly usedCommand: { readonly user: string; readonly command: string } | null;
  /** Whose command, button or form it answers; null: nobody's. */
  readonly askedBy: string | null;
  /** The only user who sees it; null: everyone. */
  readonly onlyFor: string | null;
  /** The bot has acknowledged and is still working on the answer. */
  readonly thinking: boolean;
  /** Every state of the text, oldest first; the last one is `content`. */
  readonly history: readonly EditView[];
}

export interface EditView {
  readonly at: number;
  readonly content: string;
}

export interface EmbedView {
  readonly color: number | null;
  readonly author: { readonly name: string; readonly iconUrl: string | null } | null;
  readonly title: string | null;
  readonly url: string | null;
  readonly description: string | null;
  readonly fields: readonly {
    readonly name: string;
    readonly value: string;
    readonly inline: boolean;
  }[];
  readonly imageUrl: string | null;
  readonly thumbnailUrl: string | null;
  readonly footer: string | null;
}

export interface AttachmentView {
  readonly name: string;
  readonly url: string;
  readonly contentType: string;
  readonly sizeBytes: number;
}
