import { type ChildProcess, spawn } from "node:child_process"
import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises"
import { Agent } from "node:http"
import { tmpdir } from "node:os"
import { extname, join } from "node:path"
import { fileURLToPath } from "node:url"
import type { Log } from "../../platform/log.ts"
import type { EngineSettings } from "./engine-settings.ts"

export interface ChildSpec {
  /** For what queries leave on disk while they run. */
  readonly folder: string
  readonly log: Log
  readonly settings: EngineSettings
}

export interface QueryChild {
  readonly pid: number
  readonly socket: string
  readonly agent: Agent
  /** Settles once it is gone. */
  readonly ended: Promise<void>
  kill(): void
  stop(): Promise<void>
}

const startPatienceMs = 20_000
const memoryOfScriptsMb = 384

/**
 * Starts a `query` process and waits until it listens. It knows nothing of us but what it is told: no environment, no
 * database; its socket lies in a folder of its own that only we can enter; it ends when we do, however we end.
 */
export async function startQueryChild({ folder, log, settings }: ChildSpec): Promise<QueryChild> {
  await sweepFolders(folder)
  // Addresses of sockets are short by law: not below the data folder.
  const place = await mkdtemp(join(tmpdir(), "fihrist-query-"))
  const socket = join(place, "socket")
  const own = join(folder, `${process.pid}-${crypto.randomUUID().slice(0, 8)}`)
  const child = spawn(process.execPath, programArguments({ socket, folder: own, settings }), {
    env: { PATH: process.env.PATH ?? "", UV_THREADPOOL_SIZE: "12", TZ: "UTC" },
    stdio: ["ignore", 2, 2, "ipc"],
  })
  const ended = new Promise<void>((done) => {
    child.once("error", () => done())
    child.once("exit", () => done())
  })
    .then(() => removeFolders([place, own]))
    .catch((error) => log.warn({ err: error }, "folder of a query process is not removed"))
  await untilReady(child)
  log.info({ pid: child.pid }, "query process started")
  const agent = new Agent({ keepAlive: true, maxFreeSockets: 16 })
  return {
    pid: child.pid ?? 0,
    socket,
    agent,
    ended,
    kill: () => child.kill("SIGKILL"),
    async stop() {
      agent.destroy()
      child.kill("SIGKILL")
      await ended
    },
  }
}

function programArguments(told: { socket: string; folder: string; settings: EngineSettings }): string[] {
  const extension = extname(fileURLToPath(import.meta.url))
  const program = fileURLToPath(new URL(`./query-process${extension}`, import.meta.url))
  // Run from its sources (in tests), it needs the same loader as this one.
  const loader = extension === ".ts" ? ["--import", "tsx"] : []
  return [...loader, `--max-old-space-size=${memoryOfScriptsMb}`, program, JSON.stringify(told)]
}

function untilReady(child: ChildProcess): Promise<void> {
  return new Promise((ready, failed) => {
    const timer = setTimeout(() => {
      child.kill("SIGKILL")
      failed(new Error("The query process does not start"))
    }, startPatienceMs)
    const end = (settle: () => void) => {
      clearTimeout(timer)
      settle()
    }
    child.once("message", () => end(ready))
    child.once("error", (error) => end(() => failed(error)))
    child.once("exit", (code, signal) =>
      end(() => failed(new Error(`The query process ended at once (${signal ?? code})`))),
    )
  })
}

/** What processes left that were killed together with their parent. */
async function sweepFolders(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const left = (await readdir(folder)).filter((name) => /^\d+-/.test(name) && !isRunning(Number.parseInt(name, 10)))
  await removeFolders(left.map((name) => join(folder, name)))
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM"
  }
}

async function removeFolders(folders: readonly string[]): Promise<void> {
  for (const folder of folders) await rm(folder, { recursive: true, force: true })
}
