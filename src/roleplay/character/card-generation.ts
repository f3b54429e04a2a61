/** The specification that a card follows, or the program whose own format it is in. */
export type CardGeneration = "v1" | "v2" | "v3" | "pygmalion" | "text-generation-webui" | "agnai";
