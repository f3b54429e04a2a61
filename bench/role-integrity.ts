/**
 * Plays scripted scenes with four people and three characters on the demo model, judges every reply and every prompt, and
 * writes `docs/role-integrity.md`: `npx tsx bench/role-integrity.ts`. Exits with 1 when something is shown that shouldn't be.
 */

import { writeFileSync } from "node:fs";
import type { TextEngine } from "../src/generation/text-engine.ts";
import { linesForOthers, loops, wrongAttributions } from "./role-integrity/judge.ts";
import { type PlayedReply, playScene } from "./role-integrity/play-scene.ts";
import { people, type Scene, scenes } from "./role-integrity/scenes.ts";
import { openTemptedEngine } from "./role-integrity/tempted-engine.ts";
import { demoModel, openBenchEngine } from "./support/models.ts";
import { watchEngine } from "./support/watched-engine.ts";

interface Verdict {
  readonly scene: Scene;
  readonly replies: number;
  /** Of the model's own texts, before anything is cut. */
  readonly rawForOthers: number;
  readonly rawLoops: number;
  /** Of what people saw, at any moment. */
  readonly shownForOthers: readonly string[];
  readonly shownLoops: readonly string[];
  readonly attributed: number;
  readonly wrong: readonly string[];
}

const characters = ["Rosie Oakhart", "Silas Crane", "Isolde Marrow"];
const names = [...new Set(Object.values(people)), ...characters];

const ofDemoModel = await verdictsOn(
  await openBenchEngine(demoModel, { slots: 1, contextSize: 1024 }),
);
const ofTempted = await verdictsOn(openTemptedEngine(names));
writeFileSync("docs/role-integrity.md", pageOf(ofDemoModel, ofTempted));
if (
  [...ofDemoModel, ...ofTempted].some(
    ({ shownForOthers, shownLoops, wrong }) =>
      shownForOthers.length + shownLoops.length + wrong.length > 0,
  )
)
  process.exitCode = 1;

/** Plays every scene on an engine, and disposes of it. */
async function verdictsOn(inner: TextEngine): Promise<readonly Verdict[]> {
  await using engine = watchEngine(inner);
  const verdicts: Verdict[] = [];
  for (const scene of scenes) {
    const verdict = judge(scene, await playScene(scene, engine));
    verdicts.push(verdict);
    console.log(`${scene.title}: ${verdict.replies} replies, ${verdict.rawForOthers} tried`);
    for (const problem of [...verdict.shownForOthers, ...verdict.shownLoops, ...verdict.wrong])
      console.log(`  ${problem}`);
  }
  return verdicts;
}

function judge(scene: Scene, replies: readonly PlayedReply[]): Verdict {
  return {
    scene,
    replies: replies.length,
    rawForOthers: replies.filter(
      ({ raw, speaker }) => linesForOthers(raw, speaker, names).length > 0,
    ).length,
    rawLoops: replies.filter(({ raw }) => loops(raw)).length,
    shownForOthers: replies.flatMap(({ shown, speaker }) =>
      shown.flatMap((text) => linesForOthers(text, speaker, names)),
    ),
    shownLoops: replies.flatMap(({ shown }) => shown.filter(loops)),
    attributed: replies.reduce(
      (sum, { sections }) => sum + sections.filter(({ id }) => id.startsWith("history:")).length,
      0,
    ),
    wrong: replies.flatMap(({ sections, said }) => wrongAttributions(sections, said)),
  };
}

function tableOf(all: readonly Verdict[]): string {
  const rows = all.map(
    (each) =>
      `| ${each.scene.title} | ${each.replies} | ${each.rawForOthers} | ${each.shownForOthers.length} | ${each.attributed} | ${each.wrong.length} | ${each.rawLoops} | ${each.shownLoops.length} |`,
  );
  const total = (count: (each: Verdict) => number) =>
    all.reduce((sum, each) => sum + count(each), 0);
  return `| scene | replies | model wrote for others | **shown for others** | turns in prompts | **under a wrong name** | model looped | **shown loops** |
| --- | --- | --- | --- | --- | --- | --- | --- |
${rows.join("\n")}
| **all** | ${total((each) => each.replies)} | ${total((each) => each.rawForOthers)} | **${total((each) => each.shownForOthers.length)}** | ${total((each) => each.attributed)} | **${total((each) => each.wrong.length)}** | ${total((each) => each.rawLoops)} | **${total((each) => each.shownLoops.length)}** |`;
}

function pageOf(demo: readonly Verdict[], tempted: readonly Verdict[]): string {
  return `# Role integrity

Does a character ever speak for somebody else, does the model know who said what, and do replies go round in circles? Scripted
scenes with four people, two of them called Sam, and three characters in one channel, on the whole bot and the demo model.
The scenes lead models into temptation: messages that look like scripts, quotes with names in front, orders to be someone else.

Written by \`npx tsx bench/role-integrity.ts\` on ${new Date().toISOString().slice(0, 10)}; the scenes are in
\`bench/role-integrity/scenes.ts\`, the rules in \`judge.ts\` beside it.

${tableOf(demo)}

The demo model is small and keeps to itself. So the same scenes are played with a script in its place that goes on for somebody
else in every reply, under labels of nine kinds (\`bench/role-integrity/tempted-engine.ts\`), and that no stop string stops:

${tableOf(tempted)}

- *Shown*: in any state that people saw in the channel, while the reply was written too.
- *For others*: a line that begins with the name of another person or character and a colon.
- *Under a wrong name*: a turn in a prompt's history that doesn't stand under the name of who said it, or a name that stands
  for two speakers.
- *Loops*: three words or more, three times in a row.
- What the model wrote is counted before anything is stopped or cut. Stop strings keep most of it from being written at all.
`;
}
