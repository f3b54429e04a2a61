/** `/say-as`. */
export const sayAs = {
  command: {
    description: "Says something as a character of this chat",
    options: { character: "As whom", text: "What it says" },
  },
  said: ({ character }: { readonly character: string }) => `**${character}** says it.`,
};
