import { readFileSync } from "node:fs";

export interface DockerStage {
  readonly name: string;
  /** Image or stage that it starts from. */
  readonly from: string;
  /** Its instructions with those of the stages that it starts from, oldest first. */
  readonly instructions: readonly DockerInstruction[];
}

export interface DockerInstruction {
  readonly keyword: string;
  readonly text: string;
}

/** The named stages of a Dockerfile. */
export function readDockerfile(file: string): ReadonlyMap<string, DockerStage> {
  const source = readFileSync(file, "utf8")
    .replaceAll(/^\s*#.*\n/gm, "")
    .replaceAll("\\\n", " ");
  const stages = new Map<string, DockerStage>();
  let current: { name: string; from: string; instructions: DockerInstruction[] } | undefined;
  for (const line of source.split("\n")) {
    const [, keyword = "", text = ""] = /^([A-Z]+)\s+(.*)$/.exec(line.trim()) ?? [];
    if (keyword === "FROM") {
      const [, from = "", name = ""] = /^(\S+)(?:\s+AS\s+(\S+))?$/.exec(text) ?? [];
      current = { name, from, instructions: [...(stages.get(from)?.instructions ?? [])] };
      stages.set(name, current);
    } else if (keyword !== "") current?.instructions.push({ keyword, text });
  }
  return stages;
}

/** The text of the last instruction of this kind, which is the one that holds. */
export function lastOf(stage: DockerStage, keyword: string): string | undefined {
  return stage.instructions.findLast((instruction) => instruction.keyword === keyword)?.text;
}
