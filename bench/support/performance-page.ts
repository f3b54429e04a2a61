import { availableParallelism, cpus, loadavg, totalmem } from "node:os";
import type { Figure } from "./figures.ts";

/** What one bench found, when, and on what: kept in a file, so that benches can run one at a time. */
export interface BenchRecord {
  readonly bench: string;
  /** ISO 8601. */
  readonly date: string;
  readonly machine: string;
  /** The one-minute load average before and after: other programs make figures noisy. */
  readonly load: string;
  readonly figures: readonly Figure[];
}

/** The two tables of the page, each between its marks. */
const marks = {
  cpu: { start: "<!-- figures: written by `npm run bench` -->", end: "<!-- end of figures -->" },
  gpu: {
    start: "<!-- figures of a GPU: written by `npm run bench -- --gpu auto` -->",
    end: "<!-- end of the GPU's figures -->",
  },
} as const;

export function describeMachine(gpu: string | undefined): string {
  const model = cpus()[0]?.model ?? "unknown processor";
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${model}, ${availableParallelism()} cores, ${memory} GiB, Node ${process.versions.node}, ${gpu ?? "CPU only"}`;
}

export function currentLoad(): string {
  return (loadavg()[0] ?? 0).toFixed(1);
}

/** The page with its table replaced; what people wrote around the table stays. */
export function renderPage(
  previous: string,
  records: readonly BenchRecord[],
  table: keyof typeof marks = "cpu",
): string {
  const { start, end } = marks[table];
  const written = `${start}\n\n${renderTable(records)}\n\n${end}`;
  const from = previous.indexOf(start);
  const to = previous.indexOf(end);
  if (from === -1 || to === -1) return `${previous.trimEnd()}\n\n${written}\n`;
  return previous.slice(0, from) + written + previous.slice(to + end.length);
}

function renderTable(records: readonly BenchRecord[]): string {
  const rows = records.flatMap(({ bench, figures }) =>
    figures.map(({ name, value, goal, detail }) => {
      const target = goal === undefined ? "" : `${goal.text} ${goal.met ? "✓" : "✗"}`;
      return `| ${[bench, name, `**${value}**`, target, detail].map(escapeCell).join(" | ")} |`;
    }),
  );
  const runs = records.map(
    ({ bench, date, machine, load }) =>
      `- \`${bench}\`: ${date.slice(0, 10)}, ${machine}, load ${load}`,
  );
  return [
    "| bench | figure | reached | goal | how |",
    "| --- | --- | --- | --- | --- |",
    ...rows,
    "",
    ...runs,
  ].join("\n");
}

function escapeCell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}
