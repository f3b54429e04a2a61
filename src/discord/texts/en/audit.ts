import { countingIn } from "../counting.ts";

const { number, plural } = countingIn("en");

interface SettingFacts {
  readonly label: string;
  readonly value: string;
  /** Where it holds: a channel, a role, the server. */
  readonly place: string;
}

interface CardCounts {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly broken: number;
}

/** `/audit`. */
export const audit = {
  command: {
    description: "What was changed in this server, and what was reported",
    subcommands: {
      log: { description: "Shows what was changed lately, and by whom" },
      reports: { description: "Shows what people reported and nobody has dealt with" },
      close: {
        description: "Notes that a report has been dealt with",
        options: { report: "Its number" },
      },
    },
  },
  title: "What was changed",
  nothing: "Nothing has been changed yet.",
  reports: "Open reports",
  noReports: "There is none.",
  closed: ({ number }: { readonly number: number }) => `Report #${number} is closed.`,
  /** Deeds that aren't commands, by the name under which they are kept. */
  actions: {
    "settings.change": "setting",
    "settings.inherit": "setting",
    "turn.edit": "message edited",
    "turn.delete": "message deleted",
    "turn.drop": "what followed was dropped",
    "turn.branch": "branch",
    "preset.save": "preset saved",
    "model.delegate": "models may be chosen by",
    "model.forget": "choice of a model",
  },
  facts: {
    setting: ({ label, value, place }: SettingFacts) => `**${label}**: ${value} (${place})`,
    inherited: ({ label, place }: Omit<SettingFacts, "value">) =>
      `**${label}**: inherited (${place})`,
    server: "the whole server",
    messages: ({ count }: { readonly count: number }) =>
      `${number(count)} ${plural(count, { one: "message", other: "messages" })}`,
    replies: ({ count }: { readonly count: number }) =>
      `${number(count)} ${plural(count, { one: "reply", other: "replies" })}`,
    takenBack: "taken back",
    cards: ({ added, changed, removed, broken }: CardCounts) =>
      `${number(added)} added, ${number(changed)} changed, ${number(removed)} removed, ${number(broken)} broken`,
    inThread: ({ character, thread }: { readonly character: string; readonly thread: string }) =>
      `${character} in ${thread}`,
    model: ({ model, scope }: { readonly model: string | null; readonly scope: string }) =>
      `${model ?? "taken back"} (${scope})`,
    pulled: ({ model, source }: { readonly model: string; readonly source: string }) =>
      `${model} from ${source}`,
    toRole: ({ role }: { readonly role: string | null }) => role ?? "nobody",
  },
};
