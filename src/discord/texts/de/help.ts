import type { Texts } from "../en/english.ts";

export const help: Texts["help"] = {
  command: { description: "Sagt, wie man mit Figuren redet" },
  text: `**Mit Figuren reden**
\`/chat start\` holt eine Figur in diesen Kanal. Dann erwähne mich, antworte der Figur oder nenn ihren Namen; in Direktnachrichten schreib einfach.
\`/character list\` und \`/character info\` zeigen, mit wem du reden kannst; \`/character use\` lässt jemand anderen weitermachen.
\`/chat reset\` fängt neu an; \`/chat stop\` beendet den Chat.
\`/lore\` gibt Figuren Wissen, wenn es zur Sprache kommt; \`/note set\` sagt ihnen, wie es weitergeht.
\`/debug prompt\` zeigt, was das Modell für eine Antwort bekommen hat.
\`/model show\` sagt, welches Modell antwortet.

-# Die Figuren spielt ein Sprachmodell auf dem Rechner dessen, der diesen Bot betreibt. Was sie sagen, ist erfunden.`,
};
