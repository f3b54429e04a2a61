import {
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import sharp from "sharp";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { CharacterProblem } from "../../../src/conversation/ports.ts";
import { deferred } from "../../../src/lib/deferred.ts";
import { silentLogger } from "../../../src/lib/logger.ts";
import {
  createCharacterLibrary,
  type FolderLibrary,
} from "../../../src/library/character-library.ts";
import { inEnglish } from "../../../src/roleplay/remarks.ts";
import {
  cardChunk,
  charxFile,
  jsonFile,
  pngFile,
  v2Card,
  v3Card,
} from "../../support/card-files.ts";
import { type TemporaryFolder, temporaryFolder } from "../../support/temporary-folder.ts";

let folder: TemporaryFolder;
let library: FolderLibrary;

beforeEach(() => {
  folder = temporaryFolder();
  library = createCharacterLibrary({ directory: folder.path, logger: silentLogger });
});

afterEach(async () => {
  await library.close();
  folder[Symbol.dispose]();
});

describe("at the start", () => {
  test("cards are read and listed by name; other files and folders are passed over", async () => {
    save("b.json", v3Card({ name: "Anna" }));
    save("a.json", v2Card({ name: "Zoe" }));
    writeFileSync(folder.file("c.png"), pngFile(cardChunk("ccv3", v3Card({ name: "Mia" }))));
    writeFileSync(folder.file("notes.txt"), "notes");
    writeFileSync(folder.file(".hidden.json"), "{");
    mkdirSync(folder.file("folder.json"));
    symlinkSync(folder.file("nowhere"), folder.file("dangling.json"));
    await library.start();
    expect(library.list().map(({ id, name }) => [id, name])).toEqual([
      ["b", "Anna"],
      ["c", "Mia"],
      ["a", "Zoe"],
    ]);
    expect(library.get("c")?.name).toBe("Mia");
    expect(library.get("nobody")).toBeUndefined();
    expect(library.problems()).toEqual([]);
  });

  test("cards of every kind are served, each with its picture", async () => {
    const red = sharp({ create: { width: 4, height: 4, channels: 3, background: "#ff0000" } });
    const png = await red.clone().png().toBuffer();
    const exif = { IFD2: { UserComment: JSON.stringify(v2Card()) } };
    writeFileSync(folder.file("a.yaml"), "name: A\ncontext: warm\ngreeting: Hi");
    writeFileSync(folder.file("a.jpg"), await red.clone().jpeg().toBuffer());
    writeFileSync(folder.file("b.yml"), "char_name: B\nchar_persona: warm");
    writeFileSync(folder.file("b.apng"), png);
    const icon = {
      type: "icon",
      name: "main",
      ext: "png",
      uri: "embeded://assets/icon/images/m.png",
    };
    const files = [{ path: "assets/icon/images/m.png", data: png }];
    writeFileSync(folder.file("c.charx"), charxFile(v3Card({ assets: [icon] }), files));
    writeFileSync(folder.file("d.webp"), await red.clone().webp().withExif(exif).toBuffer());
    writeFileSync(folder.file("e.jpeg"), await red.clone().jpeg().withExif(exif).toBuffer());
    const inside = { ...icon, uri: `data:image/png;base64,${png.toString("base64")}` };
    save("f.json", v3Card({ assets: [inside] }));
    await library.start();
    expect(library.problems()).toEqual([]);
    expect(
      library
        .list()
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(["a", "b", "c", "d", "e", "f"]);
    for (const id of ["a", "b", "c", "d", "e", "f"]) {
      const avatar = await library.avatar(id);
      const { width, format } = await sharp(avatar?.png).metadata();
      expect([id, width, format]).toEqual([id, 4, "png"]);
    }
  });

  test("a bad file is reported by name and field, and the others serve", async () => {
    save("good.json", v3Card());
    save("bad.json", v3Card({ first_mes: {} }));
    writeFileSync(folder.file("huge.json"), "");
    truncateSync(folder.file("huge.json"), 70 * 1024 * 1024);
    await library.start();
    expect(library.list().map(({ id }) => id)).toEqual(["good"]);
    expect(said(library.problems())).toEqual([
      { file: "bad.json", message: "bad.json: data.first_mes: expected text, found an object" },
      {
        file: "huge.json",
        message: expect.stringContaining("huge.json: too large to be read: 70 MiB"),
      },
    ]);
  });

  test.each([
    ["missing", () => rmSync(folder.path, { recursive: true })],
    [
      "a file",
      () => {
        rmSync(folder.path, { recursive: true });
        writeFileSync(folder.path, "");
      },
    ],
  ])("a folder that is %s is a clear refusal", async (_, spoil) => {
    spoil();
    await expect(library.start()).rejects.toMatchObject({
      name: "UserError",
      code: "characters-folder",
      message: expect.stringContaining(folder.path),
    });
  });

  test("an empty folder has no characters", async () => {
    await library.start();
    expect(library.list()).toEqual([]);
    expect(library.problems()).toEqual([]);
  });
});

describe("while it runs", () => {
  test("a new card, a changed one and a removed one are noticed", async () => {
    await library.start();
    await until(
      () => library.get("rosie")?.name === "Rosie",
      () => save("rosie.json", v3Card({ name: "Rosie" })),
    );
    await until(
      () => library.get("rosie")?.name === "Rose",
      () => save("rosie.json", v3Card({ name: "Rose" })),
    );
    await until(
      () => library.list().length === 0,
      () => rmSync(folder.file("rosie.json")),
    );
    expect(library.problems()).toEqual([]);
  });

  test("an editor that writes a new file over the old one is noticed", async () => {
    save("rosie.json", v3Card({ name: "Rosie" }));
    await library.start();
    await until(
      () => library.get("rosie")?.name === "Rose",
      () => {
        save(".rosie.json.swp", v3Card({ name: "Rose" }));
        renameSync(folder.file(".rosie.json.swp"), folder.file("rosie.json"));
      },
    );
    expect(library.list()).toHaveLength(1);
  });

  test("a renamed card is another character", async () => {
    save("rosie.json", v3Card());
    await library.start();
    await until(
      () => library.get("rosie") === undefined,
      () => renameSync(folder.file("rosie.json"), folder.file("rose.json")),
    );
    expect(library.list().map(({ id }) => id)).toEqual(["rose"]);
  });

  test("a card that breaks is reported and stays as it was until it is repaired", async () => {
    save("rosie.json", v3Card({ name: "Rosie" }));
    await library.start();
    await until(
      () => library.problems().length === 1,
      () => writeFileSync(folder.file("rosie.json"), '{ "spec": '),
    );
    expect(library.get("rosie")?.name).toBe("Rosie");
    expect(said(library.problems())[0]).toMatchObject({
      file: "rosie.json",
      message: expect.stringContaining("not valid JSON"),
    });
    await until(
      () => library.problems().length === 0,
      () => save("rosie.json", v3Card({ name: "Rose" })),
    );
    expect(library.get("rosie")?.name).toBe("Rose");
  });

  test("a folder that vanishes leaves the characters that were read, and a warning", async () => {
    const warned = deferred<string>();
    const logger = {
      ...silentLogger,
      warn: (_: object, message: string) => warned.resolve(message),
    };
    await using watching = createCharacterLibrary({ directory: folder.path, logger });
    save("rosie.json", v3Card());
    await watching.start();
    renameSync(folder.path, `${folder.path}-gone`);
    expect(await warned.promise).toBe("reading the characters folder failed");
    expect(watching.get("rosie")).toBeDefined();
    renameSync(`${folder.path}-gone`, folder.path);
  });

  test("a listener that was taken away hears nothing more, and closing twice is fine", async () => {
    let heard = 0;
    const stop = library.onChange(() => {
      heard += 1;
    });
    stop();
    await library.start();
    await until(
      () => library.list().length === 1,
      () => save("rosie.json", v3Card()),
    );
    expect(heard).toBe(0);
    await library.close();
    await library.close();
  });
});

describe("avatars", () => {
  test("a picture beside a card is made into an avatar, once", async () => {
    save("rosie.json", v3Card());
    await savePicture("rosie.png", "#ff0000");
    await library.start();
    const avatar = await library.avatar("rosie");
    expect(avatar?.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(await library.avatar("rosie")).toBe(avatar);
    expect(library.problems()).toEqual([]);
  });

  test("a changed picture gives another avatar", async () => {
    save("rosie.json", v3Card());
    await savePicture("rosie.png", "#ff0000");
    await library.start();
    const red = await library.avatar("rosie");
    await nextChange(() => savePicture("rosie.png", "#0000ff"));
    const blue = await library.avatar("rosie");
    expect(blue?.hash).not.toBe(red?.hash);
  });

  test("no picture is no avatar and no problem", async () => {
    save("rosie.json", v3Card());
    await library.start();
    expect(await library.avatar("rosie")).toBeNull();
    expect(await library.avatar("nobody")).toBeNull();
    expect(library.problems()).toEqual([]);
  });

  test("a broken picture is no avatar, and is reported", async () => {
    writeFileSync(folder.file("rosie.png"), pngFile(cardChunk("ccv3", v3Card())));
    await library.start();
    expect(library.get("rosie")).toBeDefined();
    expect(await library.avatar("rosie")).toBeNull();
    expect(said(library.problems())).toEqual([
      {
        file: "rosie.png",
        message: expect.stringContaining("rosie.png: the picture can't be shown"),
      },
    ]);
  });

  test("a picture that breaks leaves the avatar from before", async () => {
    save("rosie.json", v3Card());
    await savePicture("rosie.png", "#ff0000");
    await library.start();
    const before = await library.avatar("rosie");
    await nextChange(() => writeFileSync(folder.file("rosie.png"), pngFile()));
    expect(await library.avatar("rosie")).toBe(before);
    expect(library.problems()).toMatchObject([{ file: "rosie.png" }]);
  });
});

describe("the characters that ship", () => {
  test("have no problems and an avatar each", async () => {
    await using shipped = createCharacterLibrary({ directory: "characters", logger: silentLogger });
    await shipped.start();
    expect(shipped.list()).toHaveLength(5);
    const avatars = await Promise.all(shipped.list().map(({ id }) => shipped.avatar(id)));
    expect(avatars).not.toContain(null);
    expect(new Set(avatars.map((avatar) => avatar?.hash)).size).toBe(5);
    expect(shipped.problems()).toEqual([]);
  });

  test.each(readdirSync("scripts/avatars"))("%s is drawn, and the picture is small", (drawing) => {
    const { size } = statSync(`characters/${drawing.replace(".svg", ".png")}`);
    expect(size).toBeLessThan(120 * 1024);
  });
});

function save(name: string, card: object): void {
  writeFileSync(folder.file(name), jsonFile(card));
}

async function savePicture(name: string, background: string): Promise<void> {
  const picture = sharp({ create: { width: 300, height: 300, channels: 3, background } });
  writeFileSync(folder.file(name), await picture.png().toBuffer());
}

/** Acts, and resolves with the first change of the library after which `holds` is true. */
async function until(holds: () => boolean, act: () => void | Promise<void>): Promise<void> {
  const reached = new Promise<void>((resolve) => {
    const stop = library.onChange(() => {
      if (!holds()) return;
      stop();
      resolve();
    });
  });
  await act();
  await reached;
}

async function nextChange(act: () => void | Promise<void>): Promise<void> {
  await until(() => true, act);
}

function said(problems: readonly CharacterProblem[]) {
  return problems.map(({ file, what }) => ({ file, message: inEnglish(what) }));
}
