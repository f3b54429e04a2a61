/** What the layout is called that a model's file brings itself; named formats have their own names. */
export const ownTemplate = "the model's own template";
