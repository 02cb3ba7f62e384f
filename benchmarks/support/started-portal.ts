/** A portal as people start it: `./fihrist start` on an empty folder, and a way into its database. */
import { spawn } from "node:child_process"
import { globSync, readFileSync } from "node:fs"
import { chmod, mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { type Db, openDb } from "../../src/platform/db.ts"
import { joinInstance } from "../../src/platform/instance/index.ts"

const root = fileURLToPath(new URL("../..", import.meta.url))

export interface StartedPortal {
  readonly url: string
  readonly db: Db
  /** The most that its processes for pages and for jobs have held so far, resident, in megabytes. */
  peakMb(): { readonly web: number; readonly worker: number }
  stop(): Promise<void>
}

export async function startedPortal(): Promise<StartedPortal> {
  const dataDir = await mkdtemp(join(tmpdir(), "fihrist-bench-"))
  await chmod(dataDir, 0o755)
  const child = spawn(join(root, "fihrist"), ["start", "--port", "0", "--data", dataDir], {
    stdio: ["ignore", "pipe", "ignore"],
    env: { ...process.env, FIHRIST_FETCH_ALLOW: "127.0.0.1/32" },
  })
  const ended = new Promise<void>((done) => child.once("exit", () => done()))
  const url = await new Promise<string>((done, failed) => {
    child.stdout.on("data", (text: Buffer) => {
      const [, address] = /Ready: (\S+)/.exec(String(text)) ?? []
      if (address) done(address)
    })
    void ended.then(() => failed(new Error("the portal ended before it was ready")))
  })
  const instance = await joinInstance({ dataDir, databaseUrl: undefined, command: "bench", say: () => {} })
  const db = openDb({ url: instance.databaseUrl })
  return {
    url,
    db,
    peakMb: () => ({ web: peakOf(child.pid!, "web"), worker: peakOf(child.pid!, "worker") }),
    async stop() {
      await db.destroy()
      await instance.close()
      child.kill("SIGTERM")
      await ended
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** Of the child with this role (Linux). */
function peakOf(parent: number, role: string): number {
  for (const path of globSync("/proc/[0-9]*/status")) {
    try {
      const status = readFileSync(path, "utf8")
      const isOurs = status.includes(`PPid:\t${parent}\n`)
      const command = isOurs ? readFileSync(path.replace(/status$/, "cmdline"), "utf8").split("\0") : []
      if (command.includes(role)) return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1024)
    } catch {
      // It has ended since it was listed.
    }
  }
  return Number.NaN
}
