// Usage: node scripts/build.mjs
// Builds `src` into `dist`: JavaScript by tsc, other files as they are, and the website's assets by scripts/build-web.mjs.
// `dist` is a link to the finished folder, replaced in one step; the previous build stays for processes that still run it.
import { spawnSync } from "node:child_process"
import {
  cpSync,
  existsSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs"
import { basename, extname, join, relative } from "node:path"
import { fileURLToPath, pathToFileURL } from "node:url"

const root = fileURLToPath(new URL("..", import.meta.url))
const dist = join(root, "dist")
const sources = ["src", "scripts", "package.json", "tsconfig.json"].map((name) => join(root, name))

export function isBuilt() {
  const stamp = join(dist, ".built")
  if (!existsSync(stamp)) return false
  const builtAt = statSync(stamp).mtimeMs
  return sources.every((source) => newestIn(source) <= builtAt)
}

export async function build() {
  console.error("Building…")
  const target = join(root, `dist.${Date.now().toString(36)}-${process.pid}`)
  try {
    // Stamped before reading: a source saved while we build is newer than the build.
    const startedAt = new Date()
    compile(target)
    copyAssets(target)
    await buildWeb(target)
    writeFileSync(join(target, ".built"), `${startedAt.toISOString()}\n`)
    utimesSync(join(target, ".built"), startedAt, startedAt)
    swapIn(target)
  } catch (error) {
    rmSync(target, { recursive: true, force: true })
    throw error
  }
}

function compile(target) {
  const tsc = join(root, "node_modules", "typescript", "bin", "tsc")
  const files = join(root, "scripts", "tsconfig.build.json")
  // `./fihrist check` is where types are checked; here they are only taken off.
  const args = [tsc, "--project", files, "--outDir", target]
  const { status, error } = spawnSync(process.execPath, args, { cwd: root, stdio: ["ignore", 2, 2] })
  if (error || status !== 0) throw new Error(`tsc failed${error ? `: ${error.message}` : ""}`)
}

function copyAssets(target) {
  const from = join(root, "src")
  const isWanted = (path) => statSync(path).isDirectory() || ![".ts", ".tsx"].includes(extname(path))
  cpSync(from, target, { recursive: true, filter: isWanted })
}

/** Islands, style sheets, fonts: the website says how, in `buildWeb({ root, target })`. */
async function buildWeb(target) {
  const script = join(root, "scripts", "build-web.mjs")
  if (!existsSync(script)) return
  const { buildWeb: run } = await import(pathToFileURL(script).href)
  await run({ root, target })
}

function swapIn(target) {
  const previous = currentBuild()
  const link = `${dist}.link-${process.pid}`
  symlinkSync(basename(target), link)
  if (existsSync(dist) && previous === undefined) rmSync(dist, { recursive: true })
  renameSync(link, dist)
  for (const name of readdirSync(root)) {
    const isBuild = name.startsWith("dist.") && name !== basename(target) && name !== previous
    if (isBuild) rmSync(join(root, name), { recursive: true, force: true })
  }
}

function currentBuild() {
  try {
    return basename(readlinkSync(dist))
  } catch {
    return undefined
  }
}

function newestIn(path) {
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newestIn(join(path, name))))
}

if (process.argv[1] && relative(process.argv[1], fileURLToPath(import.meta.url)) === "") await build()
