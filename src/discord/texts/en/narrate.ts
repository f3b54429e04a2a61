/** `/narrate`. */
export const narrate = {
  command: {
    description: "Tells what happens in the story, under the narrator's name",
    options: { text: "What happens" },
  },
  told: "It is told.",
};
