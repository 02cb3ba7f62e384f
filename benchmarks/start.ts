/**
 * How long a person waits: `demo` from nothing and again, `start` on existing data, and what all processes of an idle portal
 * hold in memory (proportional set size, Linux). Packages are installed and the program is built beforehand. Beside it a
 * yardstick: the time a bare Node needs to listen, three times over, for our three processes.
 * Usage: ./fihrist bench start
 */
import { type ChildProcess, spawn } from "node:child_process"
import { globSync, readFileSync } from "node:fs"
import { chmod, mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { fileURLToPath } from "node:url"

const root = fileURLToPath(new URL("..", import.meta.url))
const settleMs = 15_000

const folder = await mkdtemp(join(tmpdir(), "fihrist-bench-start-"))
await chmod(folder, 0o755)
try {
  await run(["--version"])
  const yardstickMs = await bareNodes()
  const demoFirst = await lifeOf(["demo", "--port", "0", "--data", join(folder, "demo")])
  const demoAgain = await lifeOf(["demo", "--port", "0", "--data", join(folder, "demo")])
  const startFirst = await lifeOf(["start", "--port", "0", "--data", join(folder, "portal")])
  const startAgain = await lifeOf(["start", "--port", "0", "--data", join(folder, "portal")], settleMs)
  console.log(
    JSON.stringify({
      scenario: "start",
      demoFirstMs: demoFirst.readyMs,
      demoAgainMs: demoAgain.readyMs,
      startFirstMs: startFirst.readyMs,
      startAgainMs: startAgain.readyMs,
      stopMs: startAgain.stopMs,
      idleMb: startAgain.pssMb,
      yardstick: { threeBareNodesMs: yardstickMs },
    }),
  )
} finally {
  await rm(folder, { recursive: true, force: true })
}

async function lifeOf(args: readonly string[], idleMs = 0) {
  const started = performance.now()
  const child = spawn(join(root, "fihrist"), args, { stdio: ["ignore", "pipe", "ignore"], detached: true })
  await new Promise<void>((done, failed) => {
    child.stdout!.on("data", (text: Buffer) => String(text).includes("Ready: ") && done())
    child.once("exit", (code) => failed(new Error(`${args[0]} ended with ${code} before it was ready`)))
  })
  const readyMs = Math.round(performance.now() - started)
  await sleep(idleMs)
  const pssMb = idleMs > 0 ? pssOf(child.pid!) : undefined
  const stopping = performance.now()
  child.removeAllListeners("exit")
  const ended = new Promise((done) => child.once("exit", done))
  child.kill("SIGTERM")
  await ended
  return { readyMs, pssMb, stopMs: Math.round(performance.now() - stopping) }
}

/** Proportional set size of a process and all below it, in MB; other users' processes count only for root. */
function pssOf(pid: number): number {
  const parents = new Map<number, number>()
  for (const path of globSync("/proc/[0-9]*/stat")) {
    const text = readOrEmpty(path)
    const id = Number(path.split("/")[2])
    parents.set(id, Number(text.slice(text.lastIndexOf(")") + 2).split(" ")[1]))
  }
  const belongs = (id: number): boolean => id === pid || (parents.has(id) && id > 1 && belongs(parents.get(id)!))
  const kilobytes = [...parents.keys()].filter(belongs).map((id) => {
    return Number(/^Pss:\s+(\d+)/m.exec(readOrEmpty(`/proc/${id}/smaps_rollup`))?.[1] ?? 0)
  })
  return Math.round(kilobytes.reduce((sum, one) => sum + one, 0) / 1024)
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, "utf8")
  } catch {
    return ""
  }
}

async function bareNodes(): Promise<number> {
  const program = 'require("http").createServer(()=>{}).listen(0,"127.0.0.1",()=>{console.log("ready");process.exit()})'
  const started = performance.now()
  await Promise.all([1, 2, 3].map(() => ended(spawn(process.execPath, ["-e", program]))))
  return Math.round(performance.now() - started)
}

async function run(args: readonly string[]): Promise<void> {
  await ended(spawn(join(root, "fihrist"), args, { stdio: "ignore" }))
}

function ended(child: ChildProcess): Promise<unknown> {
  return new Promise((done) => child.once("exit", done))
}
