import type { ChildProcess } from "node:child_process"
import { randomBytes } from "node:crypto"
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs"
import { join, resolve } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { type Binaries, installedPackage, prepareBinaries } from "./binaries.ts"
import { account, ensureCluster, resetPassword } from "./cluster.ts"
import { PostgresUnusable } from "./errors.ts"
import { clearLeftovers } from "./leftovers.ts"
import { isReachable, isRoot, openly, unprivileged } from "./reach.ts"
import { launch } from "./run-server.ts"
import { serverSettings } from "./server-settings.ts"

export interface PostgresOptions {
  /** The instance's folder: the cluster goes into its `pg`, unless the unprivileged account cannot get there. */
  readonly dataDir: string
  /** Names the instance's folder under `stateDir`. */
  readonly id: string
  readonly stateDir?: string
  /** Where to listen, when an earlier run has told others. */
  readonly socketDir?: string
  /** The package of programs, where it is not the installed one. */
  readonly packageDir?: string
  /** Programs of the system instead of the package's. */
  readonly binaries?: Binaries
  /** False only for tests: speed instead of surviving a power cut. */
  readonly durable?: boolean
}

export interface Postgres {
  readonly url: string
  readonly clusterDir: string
  readonly socketDir: string
  readonly pid: number
  /** Settles when the server has ended, whoever ended it. */
  readonly ended: Promise<void>
  stop(): Promise<void>
}

/** Where clusters and copies go that cannot stay in the instance's folder. */
export const defaultStateDir = "/var/lib/fihrist"

export const ownerFile = "data-dir"

const longestSocketDir = 90
const startPatienceMs = 60_000
const stopPatienceMs = 30_000
const largestLogBytes = 10_000_000

/** Starts the embedded server; the first time it makes the cluster. The caller holds the instance's lock. */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const dataDir = resolve(options.dataDir)
  const stateDir = options.stateDir ?? defaultStateDir
  mkdirSync(dataDir, { recursive: true })
  const clusterDir = placeCluster(dataDir, stateDir, options.id)
  const binaries = options.binaries ?? packagedBinaries(options.packageDir, isRoot() ? stateDir : dataDir)
  const durable = options.durable ?? true
  const existed = existsSync(clusterDir)
  const { password, isNew } = readPassword(dataDir)
  ensureCluster(binaries, clusterDir, { password, durable })
  const socketDir = options.socketDir ?? placeSocket(clusterDir)
  await clearLeftovers(clusterDir, socketDir)
  if (existed && isNew) resetPassword(binaries, clusterDir, password)

  const logFile = join(dataDir, "postgres.log")
  const settings = Object.entries(serverSettings({ socketDir, durable, major: binaries.major }))
  const args = ["-D", clusterDir, ...settings.flatMap(([name, value]) => ["-c", `${name}=${value}`])]
  const server = await launchLogged(binaries.postgres, args, logFile)
  const ended = new Promise<void>((done) => server.once("exit", () => done()))
  await untilReady(server, clusterDir, logFile)
  return {
    url: socketUrl(socketDir, password),
    clusterDir,
    socketDir,
    pid: server.pid!,
    ended,
    async stop() {
      await stopServer(server, ended)
      if (socketDir !== clusterDir) rmSync(socketDir, { recursive: true, force: true })
    },
  }
}

function packagedBinaries(packageDir: string | undefined, copiesDir: string): Binaries {
  return prepareBinaries({ packageDir: packageDir ?? installedPackage(), copiesDir })
}

/** Where the cluster stands. Outside the instance's folder, a file beside it says whose it is. */
export function placeCluster(dataDir: string, stateDir: string, id: string): string {
  if (!isRoot() || isReachable(dataDir)) return join(dataDir, "pg")
  const place = join(stateDir, id)
  openly(() => mkdirSync(place, { recursive: true }))
  writeFileSync(join(place, ownerFile), dataDir)
  return join(place, "pg")
}

/** The path of a Unix socket has at most 107 bytes, its file name included. */
function placeSocket(clusterDir: string): string {
  if (Buffer.byteLength(clusterDir) <= longestSocketDir) return clusterDir
  const folder = mkdtempSync("/tmp/fihrist-")
  if (isRoot()) chownSync(folder, unprivileged.uid, unprivileged.gid)
  return folder
}

/** Made once; readable by us alone. */
function readPassword(dataDir: string): { password: string; isNew: boolean } {
  const file = join(dataDir, "pg.password")
  const isNew = !existsSync(file)
  if (isNew) writeFileSync(file, randomBytes(24).toString("base64url"), { mode: 0o600 })
  return { password: readFileSync(file, "utf8").trim(), isNew }
}

export function socketUrl(socketDir: string, password: string): string {
  const query = new URLSearchParams({ host: socketDir, sslmode: "disable" })
  return `postgres://${account}:${encodeURIComponent(password)}@localhost:5432/${account}?${query}`
}

async function launchLogged(program: string, args: readonly string[], logFile: string): Promise<ChildProcess> {
  const isLong = (statSync(logFile, { throwIfNoEntry: false })?.size ?? 0) > largestLogBytes
  const log = openSync(logFile, isLong ? "w" : "a", 0o600)
  try {
    const server = launch(program, args, log)
    await new Promise((done, failed) => server.once("spawn", done).once("error", failed))
    return server
  } catch (error) {
    throw new PostgresUnusable("start-failed", `PostgreSQL could not be started: ${(error as Error).message}`)
  } finally {
    closeSync(log)
  }
}

/** The server writes its state into its lock file, which costs no connection to read. */
async function untilReady(server: ChildProcess, clusterDir: string, logFile: string): Promise<void> {
  const deadline = Date.now() + startPatienceMs
  while (server.exitCode === null && server.signalCode === null && Date.now() < deadline) {
    if (isReady(clusterDir, server.pid!)) return
    await sleep(5)
  }
  server.kill("SIGQUIT")
  throw new PostgresUnusable("start-failed", `PostgreSQL did not start. The end of ${logFile}:\n${lastLines(logFile)}`)
}

function isReady(clusterDir: string, pid: number): boolean {
  try {
    const lines = readFileSync(join(clusterDir, "postmaster.pid"), "utf8").split("\n")
    return Number(lines[0]) === pid && lines[7]?.trim() === "ready"
  } catch {
    return false
  }
}

async function stopServer(server: ChildProcess, ended: Promise<void>): Promise<void> {
  server.kill("SIGINT")
  const impatience = setTimeout(() => server.kill("SIGQUIT"), stopPatienceMs)
  await ended
  clearTimeout(impatience)
}

function lastLines(file: string): string {
  return readFileSync(file, "utf8").trimEnd().split("\n").slice(-10).join("\n")
}
