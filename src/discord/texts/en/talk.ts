/** `/talk`. */
export const talk = {
  command: {
    description: "Says something to a character, anywhere",
    options: { text: "What you say", character: "To whom; whoever is here when left out" },
  },
};
