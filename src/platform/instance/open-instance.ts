import { existsSync, readFileSync, rmSync } from "node:fs"
import { connect } from "node:net"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { OperatorError } from "../operator-error.ts"
import { socketUrl, startPostgres } from "../postgres/index.ts"
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
  /** Starts the embedded database again when it ends by itself. */
  readonly keepRunning?: boolean
  readonly stateDir?: string
  readonly patienceMs?: number
}

export interface Instance {
  readonly dataDir: string
  readonly databaseUrl: string
  /** Whether this process holds the instance, and its embedded database if there is one. */
  readonly owned: boolean
  close(): Promise<void>
}

/** The instance is held by another command. */
export class InstanceBusy extends OperatorError {
  override readonly name = "InstanceBusy"
  constructor(dataDir: string, holder: Holder) {
    super(
      `${dataDir} is in use by "fihrist ${holder.command}" (process ${holder.pid}). Stop it, or give another folder with --data DIR.`,
    )
  }
}

/** There is nothing in the folder that a command could work on. */
export class NoInstance extends OperatorError {
  override readonly name = "NoInstance"
  constructor(dataDir: string) {
    super(`There is no portal in ${dataDir}: ./fihrist start creates one; --data DIR names another folder.`)
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
  if (!existsSync(dataDir)) throw new NoInstance(dataDir)
  return waitFor(options, async (answer) => {
    if (!isHolder(answer)) return ownForAWhile(answer, options)
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
  const { dataDir, databaseUrl } = options
  try {
    const { id } = writeInstanceFile(dataDir, {})
    if (databaseUrl !== undefined) return { dataDir, databaseUrl, owned: true, close: async () => lock.release() }
    const database = await runDatabase(id, options)
    return {
      dataDir,
      databaseUrl: database.url,
      owned: true,
      async close() {
        await database.stop()
        lock.release()
      },
    }
  } catch (error) {
    lock.release()
    throw error
  }
}

const restartAfterMs = 500

/** The embedded server, in the same place after each restart, so that an address once given stays good. */
async function runDatabase(id: string, options: InstanceOptions): Promise<{ url: string; stop(): Promise<void> }> {
  const { dataDir, keepRunning = false, stateDir, say } = options
  const place = { dataDir, id, ...(stateDir ? { stateDir } : {}) }
  let stopping = false
  removeOldSocket(dataDir)
  let postgres = await startPostgres(place)
  const { socketDir, clusterDir, url } = postgres
  writeInstanceFile(dataDir, { clusterDir, socketDir })
  const kept = keepRunning ? keep() : Promise.resolve()
  return {
    url,
    async stop() {
      stopping = true
      await postgres.stop()
      await kept
    },
  }

  async function keep(): Promise<void> {
    for (;;) {
      await postgres.ended
      if (stopping) return
      say?.("PostgreSQL ended by itself; starting it again")
      await sleep(restartAfterMs)
      if (stopping) return
      try {
        postgres = await startPostgres({ ...place, socketDir })
        if (stopping) await postgres.stop()
      } catch (error) {
        say?.((error as Error).message)
      }
    }
  }
}

/** A short folder for the socket, left by a supervisor that was killed. */
function removeOldSocket(dataDir: string): void {
  const socketDir = readInstanceFile(dataDir)?.socketDir
  if (socketDir && /^\/tmp\/fihrist-\w{6}$/.test(socketDir)) rmSync(socketDir, { recursive: true, force: true })
}

async function ownForAWhile(lock: InstanceLock, options: InstanceOptions): Promise<Instance> {
  if (readInstanceFile(options.dataDir) === undefined) {
    lock.release()
    throw new NoInstance(options.dataDir)
  }
  const instance = await own(lock, options)
  return {
    ...instance,
    async close() {
      await untilAlone(instance.databaseUrl, options.say)
      await instance.close()
    },
  }
}

/** Another command may have joined us meanwhile: its work is not cut off. */
async function untilAlone(url: string, say: InstanceOptions["say"]): Promise<void> {
  const { openPool } = await import("../db.ts")
  const pool = openPool({ url, maxConnections: 1 })
  const others =
    "select count(*)::int as n from pg_stat_activity where usename = current_user and pid <> pg_backend_pid()"
  try {
    for (let told = false; (await pool.query(others)).rows[0].n > 0; told = true) {
      if (!told) say?.("Another command still uses the database; waiting for it to end…")
      await sleep(askEveryMs)
    }
  } finally {
    await pool.end()
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
