import type { Texts } from "../en/english.ts";

export const help: Texts["help"] = {
  command: { description: "Explique comment parler avec les personnages" },
  text: `**Parler avec des personnages**
\`/chat start\` fait venir un personnage dans ce salon. Ensuite, mentionne-moi, réponds au personnage ou dis son nom ; en message privé, écris simplement.
\`/character list\` et \`/character info\` montrent avec qui tu peux parler ; \`/character use\` laisse quelqu'un d'autre continuer.
\`/chat reset\` repart de zéro ; \`/chat stop\` met fin au chat.
\`/lore\` donne aux personnages de quoi savoir quand on en parle ; \`/note set\` leur dit comment continuer.
\`/debug prompt\` montre ce que le modèle a reçu pour une réponse.
\`/model show\` dit quel modèle répond.

-# Les personnages sont joués par un modèle de langage sur l'ordinateur de qui héberge ce bot. Ce qu'ils disent est inventé.`,
};
