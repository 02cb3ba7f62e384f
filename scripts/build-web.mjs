// Usage: node scripts/build-web.mjs [FOLDER]
// Builds the website's assets into FOLDER (default dist/assets): one style sheet, the islands, fonts, the icon and what the
// movable map fetches, each named by its content, text files also as .br; manifest.json says which is which. Also called by
// scripts/build.mjs.
import { createHash } from "node:crypto"
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { basename, join, relative } from "node:path"
import { fileURLToPath } from "node:url"
import { brotliCompressSync, constants } from "node:zlib"
import * as esbuild from "esbuild"

const here = fileURLToPath(new URL("..", import.meta.url))

/** `outDir` names the folder itself; without it, `target` is the folder of the build. `quick`, for tests: large files larger. */
export async function buildWeb({
  root = here,
  target = join(root, "dist"),
  outDir = join(target, "assets"),
  quick = false,
} = {}) {
  const web = join(root, "src", "web")
  mkdirSync(outDir, { recursive: true })
  const islands = readdirSync(join(web, "islands")).filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
  const result = await esbuild.build({
    absWorkingDir: root,
    entryPoints: [
      join(web, "site.css"),
      join(web, "islands", "movable-map.css"),
      ...islands.map((name) => join(web, "islands", name)),
    ],
    outdir: outDir,
    bundle: true,
    minify: true,
    format: "esm",
    target: ["chrome111", "firefox113", "safari16.4"],
    loader: { ".woff2": "file" },
    entryNames: "[name]-[hash]",
    assetNames: "[name]-[hash]",
    metafile: true,
    logLevel: "warning",
    legalComments: "none",
    charset: "utf8",
  })
  const icon = writeHashed(outDir, "icon", "svg", readFileSync(join(web, "icon.svg")))
  const fontLicences = readdirSync(join(web, "fonts")).filter((name) => name.endsWith(".txt"))
  for (const name of fontLicences) writeFileSync(join(outDir, name), readFileSync(join(web, "fonts", name)))

  const outputs = Object.entries(result.metafile.outputs).map(([path, facts]) => ({
    name: basename(path),
    facts,
    root,
  }))
  const map = mapAssets(root, outDir)

  const licences = [...fontLicences, mapLicence]
  const added = [icon, map.worker, ...Object.values(map.boundaries)]
  const files = [...outputs.map(({ name }) => name), ...added, ...licences].sort()
  for (const name of files) if (!name.endsWith(".woff2")) compress(join(outDir, name), quick)
  const manifest = manifestOf(outputs, { files, icon, map })
  writeFileSync(join(outDir, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`)
  return manifest
}

/** An Arabic page shows the Arabic letters first, the others the Latin ones. */
const firstFonts = { ar: ["plex-arabic-400"], fr: ["plex-latin-var"], en: ["plex-latin-var"] }

function manifestOf(outputs, { files, icon, map }) {
  const font = (name) => files.find((file) => file.startsWith(`${name}-`) && file.endsWith(".woff2"))
  const scripts = outputs.filter(({ name }) => name.endsWith(".js"))
  return {
    buildId: createHash("sha256").update(files.join("\n")).digest("hex").slice(0, 12),
    style: files.find((name) => name.startsWith("site-") && name.endsWith(".css")),
    scripts: Object.fromEntries(scripts.map(({ name, facts }) => [basename(facts.entryPoint, ".ts"), name])),
    preload: Object.fromEntries(Object.entries(firstFonts).map(([language, names]) => [language, names.map(font)])),
    icon,
    map: { ...map, style: files.find((name) => name.startsWith("movable-map-") && name.endsWith(".css")) },
    files,
  }
}

const mapLicence = "maplibre-gl.txt"

/** The worker of the map as its package ships it, its licence, and the boundaries of each country. */
function mapAssets(root, outDir) {
  const maplibre = join(root, "node_modules", "maplibre-gl")
  writeFileSync(join(outDir, mapLicence), readFileSync(join(maplibre, "LICENSE.txt")))
  const code = readFileSync(join(maplibre, "dist", "maplibre-gl-worker.mjs"), "utf8")
  const worker = writeHashed(outDir, "map-worker", "js", code.replace(/\n\/\/# sourceMappingURL=.*$/m, ""))
  const seeds = join(root, "seeds")
  const found = readdirSync(seeds, { recursive: true }).filter((path) => /^\w+[\\/]boundaries[^\\/]*\.json$/.test(path))
  const boundaries = found.map((path) => {
    const name = path.slice(0, -".json".length).replaceAll(/[\\/]/g, "-")
    return [name, writeHashed(outDir, name, "json", readFileSync(join(seeds, path)))]
  })
  return { worker, boundaries: Object.fromEntries(boundaries) }
}

function writeHashed(folder, name, extension, content) {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 8).toUpperCase()
  const file = `${name}-${hash}.${extension}`
  writeFileSync(join(folder, file), content)
  return file
}

function compress(path, quick) {
  const body = readFileSync(path)
  const quality = quick && body.length > 200_000 ? 4 : 11
  const params = { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: body.length }
  writeFileSync(`${path}.br`, brotliCompressSync(body, { params }))
}

if (process.argv[1] && relative(process.argv[1], fileURLToPath(import.meta.url)) === "") {
  await buildWeb(process.argv[2] ? { outDir: process.argv[2] } : {})
}
