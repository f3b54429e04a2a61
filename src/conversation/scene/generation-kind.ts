/**
 * Why a reply is asked for, by SillyTavern's words: the first text of a turn, its continuation, a text instead of the
 * one there is ("New version"), or one more beside it (▶ past the last). Lorebook entries may be for some of these alone.
 */
export type GenerationKind = "normal" | "continue" | "regenerate" | "swipe";
