import { Option } from "commander";

export function portOption(): Option {
  return new Option(
    "--port <number>",
    "port of the playground's page; 0 takes any free one (default: the setting PORT)",
  );
}
