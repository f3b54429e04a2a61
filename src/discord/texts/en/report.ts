/** `/report`. */
export const report = {
  command: {
    description: "Tells those who manage this server of something that shouldn't be",
    options: { message: "Link of the message that it is about" },
  },
  form: {
    title: "Report",
    reason: "What is wrong?",
    reasonAbout: "Those who manage this server read it, with your name.",
  },
  sent: ({ number }: { readonly number: number }) =>
    `Thank you: it is kept as #${number} for those who manage this server. What breaks Discord's own rules you can report to Discord too, with a right click on the message.`,
};
