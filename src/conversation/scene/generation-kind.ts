/**
 * Why a reply is asked for, by SillyTavern's words: the first text of a turn, its continuation, a text in the place of the
 * one there is, or one more beside it. Lorebook entries may be for some of these alone.
 */
export type GenerationKind = "normal" | "continue" | "regenerate" | "swipe";
