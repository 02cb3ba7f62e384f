import { readFileSync, readlinkSync } from "node:fs"

/** Says which process, beyond its number: numbers are reused, and differ between containers. */
export interface ProcessIdentity {
  readonly pid: number
  /** When it started, as the kernel counts; empty where there is no /proc. */
  readonly start: string
  /** The boot and the number space that `pid` and `start` belong to. */
  readonly space: string
}

export function identityOf(pid: number): ProcessIdentity {
  return { pid, start: startOf(pid), space: currentSpace() }
}

/** Whether that process still runs; `undefined` when it lives in another container or on another machine. */
export function isRunning(process: ProcessIdentity): boolean | undefined {
  if (process.space !== currentSpace()) return undefined
  return process.start === "" ? answersSignals(process.pid) : startOf(process.pid) === process.start
}

function startOf(pid: number): string {
  const stat = readOr(() => readFileSync(`/proc/${pid}/stat`, "utf8"))
  // The second field, the program's name, may hold spaces and parentheses; the state comes next, the start is field 22.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ")
  return fields[0] === "Z" ? "" : (fields[19] ?? "")
}

function currentSpace(): string {
  const boot = readOr(() => readFileSync("/proc/sys/kernel/random/boot_id", "utf8")).trim()
  return `${boot} ${readOr(() => readlinkSync("/proc/self/ns/pid"))}`
}

function answersSignals(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM"
  }
}

function readOr(read: () => string): string {
  try {
    return read()
  } catch {
    return ""
  }
}
