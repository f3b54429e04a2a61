import type { SelfTest } from "../../../generation/model-control.ts";
import type { Texts } from "../../texts/en/english.ts";

/** How a model did when it was tried after loading. */
export function selfTestLine(
  { stopped, leaked, tokensPerSecond }: SelfTest,
  texts: Texts["model"],
): string {
  const speed = texts.speed({ tokens: tokensPerSecond });
  if (leaked.length > 0)
    return `⚠ ${texts.leaks({ marks: leaked.map((mark) => `\`${mark}\``).join(" ") })} ${speed}`;
  return stopped ? `${texts.testPassed} ${speed}` : `⚠ ${texts.doesNotStop} ${speed}`;
}
