import { linkSync, mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { isRoot } from "../postgres/index.ts"
import { identityOf, isRunning, type ProcessIdentity } from "./process-identity.ts"

/** Who holds an instance. */
export interface Holder extends ProcessIdentity {
  readonly command: string
}

export interface InstanceLock {
  release(): void
}

/** Root's server runs as another account, which must get through to its own folder. */
const passableMode = 0o711
const privateMode = 0o700

const heartbeatMs = 3_000
/** A holder whose process we cannot see (another container) is given up when its lock was not touched for so long. */
const silenceMs = 15_000

/** Takes `DATA/lock`, or answers who has it. A holder that is gone, however it went, is no holder. */
export function tryLock(dataDir: string, command: string): InstanceLock | Holder {
  mkdirSync(dataDir, { recursive: true, mode: isRoot() ? passableMode : privateMode })
  const file = join(dataDir, "lock")
  const me: Holder = { ...identityOf(process.pid), command }
  for (;;) {
    if (createWhole(file, JSON.stringify(me))) return keep(file)
    const holder = readHolder(file)
    if (holder === "unreadable" || isGone(holder, file)) removeStale(file)
    else if (holder) return holder
  }
}

export function isHolder(answer: InstanceLock | Holder): answer is Holder {
  return "pid" in answer
}

/** Who holds the instance now, if anybody. */
export function currentHolder(dataDir: string): Holder | undefined {
  const file = join(dataDir, "lock")
  const holder = readHolder(file)
  return holder === undefined || holder === "unreadable" || isGone(holder, file) ? undefined : holder
}

/** A link appears with its content or not at all, and never over another. */
function createWhole(file: string, content: string): boolean {
  const mine = `${file}.${process.pid}`
  writeFileSync(mine, content)
  try {
    linkSync(mine, file)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false
    throw error
  } finally {
    rmSync(mine, { force: true })
  }
}

function keep(file: string): InstanceLock {
  const heartbeat = setInterval(() => touch(file), heartbeatMs).unref()
  let released = false
  return {
    release() {
      // Once: a second time, the file may be another's.
      if (released) return
      released = true
      clearInterval(heartbeat)
      rmSync(file, { force: true })
    },
  }
}

function touch(file: string): void {
  const now = new Date()
  try {
    utimesSync(file, now, now)
  } catch {
    // The folder was removed under us: the next write to it says so.
  }
}

function readHolder(file: string): Holder | "unreadable" | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8"))
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ENOENT" ? undefined : "unreadable"
  }
}

function isGone(holder: Holder | undefined, file: string): boolean {
  if (holder === undefined) return false
  const touchedAt = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0
  return !(isRunning(holder) ?? Date.now() - touchedAt < silenceMs)
}

/**
 * Two processes may find the same stale lock; the slower must not remove the quicker's new one. Whoever makes the guard
 * file looks once more and removes; a guard left by a kill within these microseconds is ignored after a while.
 */
function removeStale(file: string): void {
  const guard = `${file}.takeover`
  const guardSince = statSync(guard, { throwIfNoEntry: false })?.mtimeMs
  if (guardSince !== undefined && Date.now() - guardSince > silenceMs) rmSync(guard, { force: true })
  if (!createWhole(guard, String(process.pid))) return
  try {
    const holder = readHolder(file)
    if (holder === "unreadable" || isGone(holder, file)) rmSync(file, { force: true })
  } finally {
    rmSync(guard, { force: true })
  }
}
