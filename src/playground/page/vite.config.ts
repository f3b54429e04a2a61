import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  // Paths without a leading slash, so that the page works wherever its server puts it.
  base: "./",
  publicDir: false,
  build: {
    outDir: fileURLToPath(new URL("../../../dist/playground-page", import.meta.url)),
    emptyOutDir: true,
    target: "es2022",
    // The page's content security policy allows nothing inline, data: addresses included.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
});
