// Usage: node scripts/complete-lock.mjs [--check]
// npm leaves optional packages for other platforms out of package-lock.json where the registry does not serve them, and
// `npm ci` then refuses the lock file. This adds the missing entries (no hash: they are never downloaded), or with
// --check says which are missing. Run by npm itself after every change of packages (script "dependencies").
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"

const root = fileURLToPath(new URL("..", import.meta.url))

/** The entries that `npm ci` would miss: path → entry. */
export function missingEntries(lock) {
  const missing = {}
  for (const [parentPath, parent] of Object.entries(lock.packages)) {
    for (const [name, range] of Object.entries(parent.optionalDependencies ?? {})) {
      if (!resolvesFrom(parentPath, name, lock.packages)) missing[`node_modules/${name}`] = entryFor(name, range)
    }
  }
  return missing
}

/** Node looks in the package's own node_modules, then in those of the folders above. */
function resolvesFrom(parentPath, name, packages) {
  for (let folder = parentPath; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf("node_modules/") - 1))) {
    if (packages[folder === "" ? `node_modules/${name}` : `${folder}/node_modules/${name}`]) return true
    if (folder === "") return false
  }
}

function entryFor(name, range) {
  const version = /\d+\.\d+\.\d+[^\s|]*/.exec(range)?.[0]
  if (!version) throw new Error(`${name}: no version in "${range}"`)
  return { version, optional: true, ...platformOf(name) }
}

const systems = ["darwin", "linux", "win32", "freebsd", "openbsd", "netbsd", "sunos", "android", "aix", "openharmony"]
const processors = ["x64", "arm64", "arm", "ia32", "riscv64", "ppc64", "s390x", "loong64", "mips64el", "mipsel"]

/** The platform is said by the name: `@scope/thing-linux-arm64-musl`. A name that says none suits every platform. */
function platformOf(name) {
  const words = name.split(/[/_-]/)
  const system = systems.find((word) => words.includes(word))
  const processor = processors.find((word) => words.includes(word) || words.includes(`${word}hf`))
  const libc =
    words.includes("musl") || words.includes("musleabihf") ? "musl" : words.includes("gnu") ? "glibc" : undefined
  if (!system) return words.includes("wasm32") ? { cpu: ["wasm32"] } : {}
  return { os: [system], ...(processor ? { cpu: [processor] } : {}), ...(libc ? { libc: [libc] } : {}) }
}

function main() {
  const path = join(root, "package-lock.json")
  const lock = JSON.parse(readFileSync(path, "utf8"))
  const missing = missingEntries(lock)
  const names = Object.keys(missing)
  if (process.argv.includes("--check")) {
    if (names.length > 0) {
      console.error(
        `package-lock.json lacks ${names.length} entries: run "node scripts/complete-lock.mjs".\n${names.join("\n")}`,
      )
      process.exitCode = 1
    }
    return
  }
  if (names.length > 0) {
    const packages = Object.entries({ ...lock.packages, ...missing }).sort(([a], [b]) => (a < b ? -1 : 1))
    writeFileSync(path, `${JSON.stringify({ ...lock, packages: Object.fromEntries(packages) }, null, 2)}\n`)
  }
  console.error(`package-lock.json: ${names.length} entries added`)
  // node_modules was just made from this lock file: ./fihrist need not install again.
  const installed = join(root, "node_modules")
  if (existsSync(installed)) writeFileSync(join(installed, ".fihrist-lock"), readFileSync(path))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main()
