import { readdirSync, readFileSync, readlinkSync, rmSync } from "node:fs"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { PostgresUnusable } from "./errors.ts"

const patienceMs = 15_000

/**
 * Clears what a killed server left. PostgreSQL refuses to start while its lock file names a living process, even a zombie
 * or an unrelated one that got the same number; and its orphaned workers must be gone before a new server opens the same
 * files. The caller holds the instance's lock, so whatever runs in this folder is left over.
 */
export async function clearLeftovers(clusterDir: string, socketDir: string): Promise<void> {
  const lockFile = join(clusterDir, "postmaster.pid")
  const postmaster = readPid(lockFile)
  if (postmaster === undefined || process.platform !== "linux") return
  const deadline = Date.now() + patienceMs
  let asked = false
  for (let pids = processesIn(clusterDir); pids.length > 0; pids = processesIn(clusterDir)) {
    if (Date.now() > deadline) {
      throw new PostgresUnusable(
        "still-running",
        `A PostgreSQL of ${clusterDir} is still running (process ${pids[0]}): stop it first.`,
      )
    }
    if (!asked && pids.includes(postmaster)) process.kill(postmaster, "SIGINT")
    asked = true
    await sleep(50)
  }
  for (const stale of [lockFile, join(socketDir, ".s.PGSQL.5432"), join(socketDir, ".s.PGSQL.5432.lock")])
    rmSync(stale, { force: true })
}

function readPid(lockFile: string): number | undefined {
  try {
    return Number.parseInt(readFileSync(lockFile, "utf8"), 10) || undefined
  } catch {
    return undefined
  }
}

/** Servers and their workers stay in the cluster's folder; a zombie has no folder any more. */
function processesIn(clusterDir: string): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => folderOf(pid) === clusterDir)
    .map(Number)
}

function folderOf(pid: string): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return undefined
  }
}
