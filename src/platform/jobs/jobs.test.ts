import assert from "node:assert/strict"
import { after, before, test } from "node:test"
import { z } from "zod"
import { type TestDatabase, testDatabase } from "../../../tests/support/database.ts"
import { openPool } from "../db.ts"
import { silentLog } from "../log.ts"
import { enqueueJob, type Job, migrateJobs, startJobs } from "./index.ts"

let database: TestDatabase
before(async () => {
  database = await testDatabase()
  await migrateJobs(database.url)
})
after(() => database.drop())

async function withWorker<Answer>(jobs: readonly Job[], work: () => Promise<Answer>): Promise<Answer> {
  const pool = openPool({ url: database.url })
  const runner = await startJobs(jobs, { pool, log: silentLog })
  try {
    return await work()
  } finally {
    await runner.close()
    await pool.end()
  }
}

const recorder = (name: string) => {
  const seen: unknown[] = []
  let resolve: () => void = () => {}
  const once = new Promise<void>((done) => {
    resolve = done
  })
  const job: Job = {
    name,
    payload: z.object({ n: z.number() }),
    timeoutMs: 5000,
    run: async (payload) => {
      seen.push(payload)
      resolve()
    },
  }
  return { job, seen, once }
}

test("a job asked for in a transaction is done after its commit, with its payload", async () => {
  const { job, seen, once } = recorder("count")
  await withWorker([job], async () => {
    await database.db.transaction().execute((tx) => enqueueJob(tx, { name: "count", payload: { n: 1 } }))
    await once
  })
  assert.deepEqual(seen, [{ n: 1 }])
})

test("a job asked for in a transaction that is rolled back is never done", async () => {
  const { job, seen, once } = recorder("roll")
  await withWorker([job], async () => {
    const attempt = database.db.transaction().execute(async (tx) => {
      await enqueueJob(tx, { name: "roll", payload: { n: 1 } })
      throw new Error("no")
    })
    await assert.rejects(attempt)
    await enqueueJob(database.db, { name: "roll", payload: { n: 2 } })
    await once
  })
  assert.deepEqual(seen, [{ n: 2 }])
})

test("jobs left locked by a killed worker are taken up by the next one at once", async () => {
  const { job, seen, once } = recorder("left")
  await enqueueJob(database.db, { name: "left", payload: { n: 7 } })
  const dead = openPool({ url: database.url, maxConnections: 1 })
  await dead.query("update graphile_worker._private_jobs set locked_at = now(), locked_by = 'killed-worker'")
  await dead.end()
  await withWorker([job], () => once)
  assert.deepEqual(seen, [{ n: 7 }])
})

test("a worker that starts beside another one leaves the other's jobs alone", async () => {
  const { job, seen } = recorder("other")
  await withWorker([], async () => {
    await enqueueJob(database.db, { name: "other", payload: { n: 1 } })
    const pool = openPool({ url: database.url, maxConnections: 1 })
    await pool.query("update graphile_worker._private_jobs set locked_at = now(), locked_by = 'living-worker'")
    await pool.end()
    await withWorker([job], () => new Promise((resolve) => setTimeout(resolve, 300)))
  })
  assert.deepEqual(seen, [])
})

test("a stopping worker asks its jobs to end, and the job is there for the next one", async () => {
  let started: () => void = () => {}
  const running = new Promise<void>((done) => {
    started = done
  })
  const slow: Job = {
    name: "slow",
    payload: z.unknown(),
    timeoutMs: 60_000,
    run: (_payload, signal) =>
      new Promise((_done, failed) => {
        started()
        signal.addEventListener("abort", () => failed(signal.reason))
      }),
  }
  await enqueueJob(database.db, { name: "slow", payload: {} })
  await withWorker([slow], () => running)
  const pool = openPool({ url: database.url, maxConnections: 1 })
  const { rows } = await pool.query(
    "select attempts, locked_by from graphile_worker.jobs where task_identifier = 'slow'",
  )
  await pool.end()
  assert.deepEqual(rows, [{ attempts: 1, locked_by: null }])
})
