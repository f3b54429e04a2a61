import { basename } from "node:path";
import { UserError } from "../../lib/errors.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { modelNamed } from "../catalogue/find-model.ts";

/** Where a model is to be had. */
export type ModelAddress =
  | {
      readonly kind: "hugging-face";
      readonly user: string;
      readonly repo: string;
      readonly quantisation: string;
    }
  | { readonly kind: "url"; readonly url: string };

const huggingFace = /^hf:\/{0,2}([\w.-]+)\/([\w.-]+)(?::([\w.-]+))?$/;

/** What is taken where nobody says: the usual compromise between size and quality. */
const usualQuantisation = "Q4_K_M";

/**
 * Reads `hf:USER/REPO:QUANT`, an `http(s)` address of a GGUF file, or the name of a model of the catalogue, with `:QUANT`
 * behind it where it has several.
 *
 * @throws UserError that says what was expected.
 */
export function readModelAddress(source: string, catalogue: Catalogue): ModelAddress {
  const given = source.trim();
  const known = knownSource(given, catalogue) ?? given;
  const match = huggingFace.exec(known);
  if (match !== null) {
    const [, user = "", repo = "", quantisation = usualQuantisation] = match;
    return { kind: "hugging-face", user, repo, quantisation };
  }
  const url = URL.canParse(known) ? new URL(known) : undefined;
  if (url !== undefined && (url.protocol === "https:" || url.protocol === "http:")) {
    if (url.pathname.toLowerCase().endsWith(".gguf")) return { kind: "url", url: url.href };
    throw new UserError(
      "bad-model-address",
      "The address has to be that of a .gguf file itself, not of a page about it.",
    );
  }
  throw new UserError(
    "bad-model-address",
    `"${given.slice(0, 100)}" is no address of a model. Give hf:USER/REPO:QUANT, an address of a .gguf file, or a model of \`models list\` that has sources.`,
  );
}

/** The address that the catalogue has; undefined for what isn't a model of it. */
function knownSource(given: string, catalogue: Catalogue): string | undefined {
  const [name = "", quantisation] = given.split(":");
  const entry = modelNamed(catalogue, name);
  if (entry === undefined) return undefined;
  const sources = Object.entries(entry.sources);
  const [first] = sources;
  if (first === undefined)
    throw new UserError(
      "no-model-source",
      `The catalogue has no source of ${entry.name}: its route is "${entry.route}".`,
      { values: { model: entry.name } },
    );
  if (quantisation === undefined) return entry.sources[usualQuantisation] ?? first[1];
  const wanted = sources.find(([name]) => name.toLowerCase() === quantisation.toLowerCase());
  if (wanted !== undefined) return wanted[1];
  const offered = sources.map(([name]) => name).join(", ");
  throw new UserError(
    "model-quantisation-unknown",
    `The catalogue has ${entry.name} as ${offered}, not as ${quantisation}.`,
    { values: { model: entry.name, offered, quantisation } },
  );
}

/** What a model's file is called here: never more than a plain name, whatever the address says. */
export function modelFileName(address: ModelAddress): string {
  const name =
    address.kind === "hugging-face"
      ? `${address.repo.replace(/-gguf$/i, "")}.${address.quantisation}`
      : decodedName(address.url).replace(partOfSplit, "");
  const plain = name.replace(/[^\w.-]+/g, "_").replace(/^\.+/, "");
  return `${plain === "" ? "model" : plain.slice(0, 120)}.gguf`;
}

/** How many files the model at this address consists of; each has its number in its name. */
export function partCount(url: string): number {
  return Number(partOfSplit.exec(decodedName(url))?.[1] ?? 1);
}

const partOfSplit = /-\d{5}-of-(\d{5})$/;

function decodedName(url: string): string {
  const path = new URL(url).pathname;
  try {
    return basename(decodeURIComponent(path)).replace(/\.gguf$/i, "");
  } catch {
    return basename(path).replace(/\.gguf$/i, "");
  }
}
