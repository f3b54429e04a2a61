import type { ChatFileNote, ExtraFields } from "./chat-file.ts";

/** A chat as it is written down, oldest turn first. */
export interface WrittenChat {
  readonly userName: string;
  readonly characterName: string;
  /** Milliseconds since the Unix epoch, as all times here. */
  readonly createdAt: number;
  readonly note: ChatFileNote | undefined;
  readonly variables: Readonly<Record<string, string>>;
  readonly turns: readonly WrittenTurn[];
}

export interface WrittenTurn {
  readonly name: string;
  readonly isUser: boolean;
  /** The model doesn't see it. */
  readonly hidden: boolean;
  readonly sentAt: number;
  /** Never empty. */
  readonly swipes: readonly WrittenSwipe[];
  /** Index of the one that is shown. */
  readonly shown: number;
}

export interface WrittenSwipe {
  readonly text: string;
  readonly sentAt: number;
  readonly extra: ExtraFields | null;
}

const noteRoles = { system: 0, user: 1, assistant: 2 } as const;
const inChat = 1;
const beforeChat = 0;

/** The chat as SillyTavern saves one: JSON in each line, the first about the chat, every other one a turn. */
export function writeChatFile({ turns, ...chat }: WrittenChat): string {
  const lines = [headerOf(chat), ...turns.map(lineOf)];
  return `${lines.map((line) => JSON.stringify(line)).join("\n")}\n`;
}

function headerOf({
  userName,
  characterName,
  createdAt,
  note,
  variables,
}: Omit<WrittenChat, "turns">): object {
  return {
    user_name: userName,
    character_name: characterName,
    create_date: isoDate(createdAt),
    chat_metadata: {
      ...(note === undefined ? {} : noteFields(note)),
      ...(Object.keys(variables).length === 0 ? {} : { variables }),
    },
  };
}

function noteFields({ text, interval, depth, role }: ChatFileNote): object {
  return {
    note_prompt: text,
    note_interval: interval,
    note_position: depth === null ? beforeChat : inChat,
    note_depth: depth ?? 0,
    note_role: noteRoles[role],
  };
}

function lineOf({ name, isUser, hidden, sentAt, swipes, shown }: WrittenTurn): object {
  const active = swipes[shown];
  return {
    name,
    is_user: isUser,
    is_system: hidden,
    send_date: isoDate(sentAt),
    mes: active?.text ?? "",
    extra: active?.extra ?? {},
    // What a person said has no swipes there.
    ...(isUser
      ? {}
      : {
          swipe_id: shown,
          swipes: swipes.map(({ text }) => text),
          swipe_info: swipes.map((swipe) => ({
            send_date: isoDate(swipe.sentAt),
            extra: swipe.extra ?? {},
          })),
        }),
  };
}

function isoDate(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
