import { type UploadedFile, uploadLimitBytes } from "../../protocol/actions.ts";
import type { App } from "../app.ts";
import { element, fill } from "../dom.ts";
import { icon } from "../view/icon.ts";
import { sizeText } from "../view/time-text.ts";
import { uploadFile } from "./upload-file.ts";

/** The files that will go with the next message. */
export class Attachments {
  readonly root = element("ul", {
    class: "pending-files",
    attributes: { "aria-label": "Files to send" },
  });
  readonly #app: App;
  #files: File[] = [];

  constructor(app: App) {
    this.#app = app;
    this.root.hidden = true;
  }

  get empty(): boolean {
    return this.#files.length === 0;
  }

  add(files: Iterable<File>): void {
    const all = [...this.#files, ...files].slice(0, 10);
    const sizeBytes = all.reduce((sum, file) => sum + file.size, 0);
    if (sizeBytes > uploadLimitBytes) {
      this.#app.notify(`Together the files may have ${sizeText(uploadLimitBytes)} at most.`);
      return;
    }
    this.#files = all;
    this.#draw();
  }

  /** Gives the files away and starts with none. */
  async take(): Promise<UploadedFile[]> {
    const files = this.#files;
    this.#files = [];
    this.#draw();
    return Promise.all(files.map(uploadFile));
  }

  #draw(): void {
    this.root.hidden = this.empty;
    fill(
      this.root,
      ...this.#files.map((file) =>
        element(
          "li",
          {},
          icon("clip"),
          element("span", { text: file.name }),
          element("small", { text: sizeText(file.size) }),
          element(
            "button",
            {
              class: "icon-button",
              attributes: { type: "button", "aria-label": `Don't send ${file.name}` },
              on: {
                click: () => {
                  this.#files = this.#files.filter((each) => each !== file);
                  this.#draw();
                },
              },
            },
            icon("close"),
          ),
        ),
      ),
    );
  }
}
