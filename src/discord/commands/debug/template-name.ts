import { ownTemplate } from "../../../roleplay/prompt/own-template.ts";
import type { Texts } from "../../texts/en/english.ts";

/** A prompt's layout as its reader calls it: formats have names, a model's own template is described. */
export function templateName(template: string, texts: Texts["debug"]): string {
  return template === ownTemplate ? texts.ownTemplate : template;
}
