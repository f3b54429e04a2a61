/** A turn as memory knows it, without its text. */
export interface Passage {
  readonly turnId: string;
  readonly conversationId: string;
  readonly position: number;
  readonly authorId: string;
  readonly speakerName: string;
  /** When it was said, in milliseconds since the Unix epoch. */
  readonly at: number;
  readonly wordCount: number;
  /** It asks something: the next turn may answer in words of its own. */
  readonly asks: boolean;
  /** It says when something was or will be. */
  readonly tellsTime: boolean;
}
