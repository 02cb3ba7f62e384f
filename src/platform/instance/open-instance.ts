import { readFileSync } from "node:fs"
import { connect } from "node:net"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { type Postgres, socketUrl, startPostgres } from "../postgres/index.ts"
import { readInstanceFile, writeInstanceFile } from "./instance-file.ts"
import { type Holder, type InstanceLock, isHolder, tryLock } from "./lock.ts"

export interface InstanceOptions {
  readonly dataDir: string
  /** An external server; none is started then. */
  readonly databaseUrl: string | undefined
  /** Named to others that wait for us. */
  readonly command: string
  /** Told what we wait for. */
  readonly say?: (line: string) => void
  readonly stateDir?: string
  readonly patienceMs?: number
}

export interface Instance {
  readonly dataDir: string
  readonly databaseUrl: string
  /** Whether this process holds the instance, and its embedded database if there is one. */
  readonly owned: boolean
  /** The server that this process runs. */
  readonly postgres?: Postgres
  close(): Promise<void>
}

/** The instance is held by another command. */
export class InstanceBusy extends Error {
  override readonly name = "InstanceBusy"
  constructor(dataDir: string, holder: Holder) {
    super(
      `${dataDir} is in use by "fihrist ${holder.command}" (process ${holder.pid}). Stop it, or give another folder with --data DIR.`,
    )
  }
}

const patienceMs = 30_000
const askEveryMs = 100

/** For `start` and `demo`: holds the instance for as long as it runs; waits for a short command to end. */
export async function ownInstance(options: InstanceOptions): Promise<Instance> {
  const lock = await waitFor(options, (answer) => (isHolder(answer) ? undefined : answer))
  return own(lock, options)
}

/** For every other command: uses the database that runs, else holds the instance for its own short life. */
export async function joinInstance(options: InstanceOptions): Promise<Instance> {
  const { dataDir, databaseUrl } = options
  if (databaseUrl !== undefined) return guest(dataDir, databaseUrl)
  return waitFor(options, async (answer) => {
    if (!isHolder(answer)) return own(answer, options)
    const url = await runningUrl(dataDir)
    return url === undefined ? undefined : guest(dataDir, url)
  })
}

/** Asks for the lock again and again until `accept` takes the answer. */
async function waitFor<Result>(
  { dataDir, command, say, patienceMs: patience = patienceMs }: InstanceOptions,
  accept: (answer: InstanceLock | Holder) => Result | undefined | Promise<Result | undefined>,
): Promise<Result> {
  const deadline = Date.now() + patience
  for (let told = false; ; told = true) {
    const answer = tryLock(dataDir, command)
    const accepted = await accept(answer)
    if (accepted !== undefined) return accepted
    if (!isHolder(answer)) throw new Error("a lock was taken and not used")
    if (Date.now() >= deadline) throw new InstanceBusy(dataDir, answer)
    if (!told) say?.(`Waiting for "fihrist ${answer.command}" (process ${answer.pid}), which holds ${dataDir}…`)
    await sleep(askEveryMs)
  }
}

async function own(lock: InstanceLock, options: InstanceOptions): Promise<Instance> {
  const { dataDir, databaseUrl, stateDir } = options
  try {
    const { id } = writeInstanceFile(dataDir, {})
    if (databaseUrl !== undefined) {
      return { dataDir, databaseUrl, owned: true, close: async () => lock.release() }
    }
    const postgres = await startPostgres({ dataDir, id, ...(stateDir ? { stateDir } : {}) })
    writeInstanceFile(dataDir, { clusterDir: postgres.clusterDir, socketDir: postgres.socketDir })
    return {
      dataDir,
      databaseUrl: postgres.url,
      owned: true,
      postgres,
      async close() {
        await postgres.stop()
        lock.release()
      },
    }
  } catch (error) {
    lock.release()
    throw error
  }
}

function guest(dataDir: string, databaseUrl: string): Instance {
  return { dataDir, databaseUrl, owned: false, close: async () => {} }
}

/** The address of the server that runs for this folder, when it answers. */
async function runningUrl(dataDir: string): Promise<string | undefined> {
  const socketDir = readInstanceFile(dataDir)?.socketDir
  if (socketDir === undefined || !(await answers(join(socketDir, ".s.PGSQL.5432")))) return undefined
  return socketUrl(socketDir, readFileSync(join(dataDir, "pg.password"), "utf8").trim())
}

function answers(socket: string): Promise<boolean> {
  return new Promise((done) => {
    const probe = connect(socket)
    probe.once("connect", () => done(true))
    probe.once("error", () => done(false))
    probe.once("close", () => probe.destroy())
    probe.once("connect", () => probe.end())
  })
}
