import type { Settings } from "../../config/settings.ts";
import type { PullProgress } from "../../generation/model-control.ts";
import { UserError } from "../../lib/errors.ts";
import { readCatalogue } from "../../models/catalogue/read-catalogue.ts";
import { pullModel } from "../../models/pull/pull-model.ts";
import { huggingFaceUrl } from "../../models/pull/remote-file.ts";
import { freeDisk } from "../doctor/look-at-machine.ts";
import { describeFit } from "./describe-fit.ts";
import { fitHere } from "./fit-here.ts";

export interface PullCommand {
  readonly source: string;
  /** What the file has to be; undefined: what the server says. */
  readonly sha256: string | undefined;
  /** Also where it won't fit in memory. */
  readonly anyway: boolean;
  readonly settings: Settings;
  /** Tells the person how far it is. */
  readonly tell: (line: string) => void;
  readonly signal: AbortSignal;
}

/** Downloads a model into the models folder, and says what came of it, line by line. */
export async function pullToFolder(command: PullCommand): Promise<readonly string[]> {
  const { settings, tell, anyway } = command;
  const pulled = await pullModel({
    source: command.source,
    sha256: command.sha256,
    modelsDir: settings.MODELS_DIR,
    catalogue: await readCatalogue(),
    endpoint: settings.MODEL_ENDPOINT ?? huggingFaceUrl,
    freeDisk: async (folder) => (await freeDisk(`${folder}/.`)).freeBytes,
    beforeDownload: async (inspection) => {
      const fit = await fitHere(settings, inspection);
      for (const line of describeFit(fit)) tell(line);
      if (fit.verdict === "too-large" && !anyway)
        throw new UserError(
          "model-too-large",
          `${inspection.name} doesn't fit in memory here, so it isn't downloaded. With --anyway it is.`,
        );
    },
    onProgress: tellTwentieths(tell),
    signal: command.signal,
  });
  const size = `${Math.ceil(pulled.sizeBytes / 1024 ** 2)} MiB`;
  return [
    `${pulled.file}: ${pulled.fresh ? "downloaded" : "was there already"}, ${size}.`,
    `SHA-256 ${pulled.sha256}, ${pulled.verified ? "as it should be" : "which nobody vouches for"}`,
    ...describeFit(await fitHere(settings, pulled.inspection)),
  ];
}

/** A line for every twentieth of the work. */
function tellTwentieths(tell: (line: string) => void): (progress: PullProgress) => void {
  let told = -1;
  return ({ doneBytes, totalBytes, bytesPerSecond }) => {
    const step = totalBytes === 0 ? 0 : Math.floor((20 * doneBytes) / totalBytes);
    if (step <= told) return;
    told = step;
    const mebibytes = (bytes: number) => `${(bytes / 1024 ** 2).toFixed(0)} MiB`;
    tell(
      `Downloading … ${step * 5} %, ${mebibytes(doneBytes)} of ${mebibytes(totalBytes)}, ${mebibytes(bytesPerSecond)}/s`,
    );
  };
}
