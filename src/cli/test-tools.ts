import { spawnSync } from "node:child_process"
import { existsSync, globSync } from "node:fs"
import { delimiter, join } from "node:path"
import { type Binaries, isRoot } from "../platform/postgres/index.ts"
import { CommandFailed } from "./command.ts"

/** The browser of the tests: `CHROMIUM`, else Debian's, installed where we may. */
export async function ensureChromium(): Promise<string> {
  const given = process.env.CHROMIUM
  if (given) {
    if (existsSync(given)) return given
    throw new CommandFailed(`CHROMIUM is ${JSON.stringify(given)}, and there is no such file.`)
  }
  const found = findProgram(["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"])
  if (found) return found
  const refusal = installPackage("chromium")
  const installed = findProgram(["chromium"])
  if (installed) return installed
  throw new CommandFailed(
    `The tests of pages need Chromium, and ${refusal ?? "it is still missing"}. Install it, or give its path: CHROMIUM=/path/to/chromium ./fihrist test.`,
  )
}

/** The server programs of Debian's PostgreSQL, version 15 or later; or why there are none. */
export async function ensureDebianPostgres(): Promise<Binaries | string> {
  const found = debianPostgres()
  if (found) return found
  const refusal = installPackage(isKnownPackage("postgresql-15") ? "postgresql-15" : "postgresql")
  return debianPostgres() ?? refusal ?? "no version 15 or later came with it"
}

/** The oldest that we support says most about what we support. */
function debianPostgres(): Binaries | undefined {
  const majors = globSync("/usr/lib/postgresql/*/bin/postgres").map((path) => Number(path.split("/")[4]))
  const major = majors.filter((version) => version >= 15).sort((a, b) => a - b)[0]
  if (major === undefined) return undefined
  const bin = `/usr/lib/postgresql/${major}/bin`
  return { initdb: join(bin, "initdb"), postgres: join(bin, "postgres"), major: String(major) }
}

/** Answers why it could not, or nothing. */
function installPackage(name: string): string | undefined {
  if (!findProgram(["apt-get"])) return "this system has no apt-get"
  if (!isRoot()) return `only root may install it (apt-get install ${name})`
  console.error(`Installing the Debian package ${name}…`)
  if (!isKnownPackage(name)) runApt(["update"])
  const { status } = runApt(["install", "--yes", "--no-install-recommends", name])
  return status === 0 ? undefined : `apt-get could not install ${name}: its messages are above`
}

function isKnownPackage(name: string): boolean {
  const answer = spawnSync("apt-cache", ["policy", name], { encoding: "utf8" })
  return /Candidate: (?!\(none\))/.test(answer.stdout ?? "")
}

function runApt(args: readonly string[]) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" }
  return spawnSync("apt-get", ["--quiet", ...args], { env, stdio: ["ignore", 2, 2] })
}

function findProgram(names: readonly string[]): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter)
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path))
}
