// Usage: node scripts/prepare.mjs
// Installs the packages of the lock file and builds the sources, each only when needed, one process at a time.
// Plain JavaScript for any Node from 20.19 on: it runs before anything is installed. Both results are made in a folder
// beside and swapped in when finished, so that a running portal or a second command never sees half of one.
import { spawnSync } from "node:child_process"
import {
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs"
import { homedir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { build, isBuilt } from "./build.mjs"

const root = fileURLToPath(new URL("..", import.meta.url))
const lockFile = join(root, "node_modules.lock")
const installedLock = join(root, "node_modules", ".fihrist-lock")

try {
  await withLock(async () => {
    if (!isInstalled()) install()
    if (!isBuilt()) await build()
  })
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}

function isInstalled() {
  return existsSync(installedLock) && readFileSync(installedLock).equals(readFileSync(join(root, "package-lock.json")))
}

function install() {
  console.error("Installing packages…")
  removeLeftovers()
  const side = join(root, `node_modules.new-${process.pid}`)
  mkdirSync(side)
  try {
    for (const name of ["package.json", "package-lock.json", ".npmrc"]) cpSync(join(root, name), join(side, name))
    runNpmCi(side)
    const fresh = join(side, "node_modules")
    cpSync(join(side, "package-lock.json"), join(fresh, ".fihrist-lock"))
    swapIn(fresh, join(root, "node_modules"))
  } finally {
    rmSync(side, { recursive: true, force: true })
  }
}

/** Of installations that were killed; we hold the lock, so nobody works in them. */
function removeLeftovers() {
  for (const name of readdirSync(root)) {
    if (/^node_modules\.(new|old)-/.test(name)) rmSync(join(root, name), { recursive: true, force: true })
  }
}

function runNpmCi(folder) {
  const args = ["ci", "--include=dev", "--include=optional", "--ignore-scripts", "--no-audit", "--no-fund"]
  const env = { ...process.env, npm_config_update_notifier: "false", ...cacheSettings(folder) }
  const { status, error } = spawnSync("npm", args, { cwd: folder, env, stdio: ["ignore", 2, 2] })
  if (error || status !== 0)
    throw new Error(`npm ci failed${error ? `: ${error.message}` : ""}. The messages above say why.`)
}

/** npm wants to write its cache under HOME; where that is read-only, it gets one for this time only. */
function cacheSettings(folder) {
  if (process.env.npm_config_cache) return {}
  try {
    const probe = join(homedir(), ".npm", `.fihrist-${process.pid}`)
    mkdirSync(probe, { recursive: true })
    rmSync(probe, { recursive: true })
    return {}
  } catch {
    return { npm_config_cache: join(folder, "npm-cache"), npm_config_logs_max: "0" }
  }
}

function swapIn(fresh, place) {
  const old = `${place}.old-${process.pid}`
  if (existsSync(place)) renameSync(place, old)
  renameSync(fresh, place)
  rmSync(old, { recursive: true, force: true })
}

async function withLock(work) {
  await takeLock()
  const release = () => rmSync(lockFile, { force: true })
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.once(signal, () => {
      release()
      process.exit(1)
    })
  }
  try {
    await work()
  } finally {
    release()
  }
}

async function takeLock() {
  const mine = `${lockFile}-${process.pid}`
  try {
    writeFileSync(mine, `${process.pid} ${startOf(process.pid)}`)
    for (let told = false; ; told = true) {
      try {
        linkSync(mine, lockFile)
        return
      } catch (error) {
        if (error.code !== "EEXIST") throw error
      }
      const holder = readHolder()
      if (holder && !holder.alive) removeStale(holder)
      else if (!told)
        console.error(`Another command (process ${holder?.pid ?? "?"}) is installing or building; waiting for it…`)
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
  } catch (error) {
    throw new Error(`The checkout cannot be written (${error.message}), and it needs to be installed or built first.`)
  } finally {
    rmSync(mine, { force: true })
  }
}

function readHolder() {
  try {
    const text = readFileSync(lockFile, "utf8")
    const [pid, start] = text.split(" ")
    return { pid, text, alive: startOf(pid) === start }
  } catch {
    return undefined
  }
}

/** Two waiters may find the same dead owner: each moves the file away and looks at what it got; a living one goes back. */
function removeStale(holder) {
  const aside = `${lockFile}-stale-${process.pid}`
  try {
    renameSync(lockFile, aside)
    if (readFileSync(aside, "utf8") !== holder.text) linkSync(aside, lockFile)
  } catch {
    // Somebody else was quicker.
  } finally {
    rmSync(aside, { force: true })
  }
}

/** When a process started, so that a recycled process number is not taken for the old owner; empty when it is gone. */
function startOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8")
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? ""
  } catch {
    if (existsSync("/proc/self/stat")) return ""
  }
  try {
    process.kill(Number(pid), 0)
    return "running"
  } catch {
    return ""
  }
}
