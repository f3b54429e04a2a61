#!/usr/bin/env node
import { randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import { systemClock } from "../lib/clock.ts";
import { parentGone } from "./parent-gone.ts";
import { reportFailure, runCli } from "./run-cli.ts";
import type { Terminal } from "./terminal.ts";

const environmentFile = ".env";
const inFile = existsSync(environmentFile)
  ? Object.keys(parseEnv(readFileSync(environmentFile, "utf8")))
  : [];
if (existsSync(environmentFile)) process.loadEnvFile(environmentFile);

/** Set by the scripts that npm runs: the id of the process between npm and the program. */
const { HEARTHSIDE_PARENT: parentId } = process.env;

const terminal: Terminal = {
  environment: process.env,
  environmentFile: inFile,
  stdout: process.stdout,
  stderr: process.stderr,
  signals: process,
  orphaned:
    parentId === undefined
      ? undefined
      : (signal) =>
          parentGone({
            parentId: Number(parentId),
            currentParentId: () => process.ppid,
            clock: systemClock,
            signal,
          }),
  clock: systemClock,
  newId: () => randomUUID().slice(0, 8),
  exitAtOnce: (code) => process.exit(code),
};

// Unhandled rejections come here too. What state the program is in is anyone's guess, so it ends; turns that are open
// are in the store and are taken up by the next start.
process.on("uncaughtException", (thrown) => process.exit(reportFailure(thrown, terminal)));

process.exit(await runCli(process.argv.slice(2), terminal));
