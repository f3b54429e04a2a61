/** `/narrate`. */
export const narrate = {
  command: {
    description: "Tells what happens in the story, or says something as somebody in passing",
    options: {
      text: "What happens, or what they say",
      name: "Whose words these are, for somebody without a card; the narrator's when left out",
    },
  },
  told: "It is told.",
};
