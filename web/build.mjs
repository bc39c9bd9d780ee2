// Builds src/*.ts into the package's assets, one file a page's need; the same sources give the same bytes.
//
//   node build.mjs           writes ../src/deputized/site/assets/*.js
//   node build.mjs --to DIR  writes elsewhere, to compare
//
// The first line of each file says which sources it was built from, and the hash of all that follows it:
// tests/site/test_web_build.py checks both without node.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const to = process.argv[2] === "--to" ? process.argv[3] : join(here, "../src/deputized/site/assets");
const PAGES = ["site", "laws", "calculator", "claims", "worker", "roster", "desk", "atlas"];

/** Hash of everything the output depends on: names and bytes, in the order of names. */
function stampOf() {
  const names = ["build.mjs", "package-lock.json", "tsconfig.json", ...readdirSync(join(here, "src")).map((n) => `src/${n}`)];
  const hash = createHash("sha256");
  for (const name of names.sort()) hash.update(name).update("\0").update(readFileSync(join(here, name))).update("\0");
  return hash.digest("hex");
}

const stamp = stampOf();
mkdirSync(to, { recursive: true });
const done = await build({
  absWorkingDir: here,
  entryPoints: PAGES.map((n) => `src/${n}.ts`),
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  sourcemap: false,
  write: false,
  outdir: "out",
});
for (const file of done.outputFiles) {
  const name = file.path.replaceAll("\\", "/").split("/").pop();
  const body = createHash("sha256").update(file.contents).digest("hex");
  const banner = `/* deputized ${name}; built from web/, sources ${stamp}, code ${body} */\n`;
  writeFileSync(join(to, name), Buffer.concat([Buffer.from(banner), file.contents]));
  console.log(`${name}: ${file.contents.length} bytes`);
}
