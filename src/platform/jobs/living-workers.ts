import type pg from "pg"

const lockOfWorkers = 7236403

/**
 * A worker that is killed leaves its jobs locked in its name, for hours. Every living worker holds a shared lock; one that
 * starts and finds nobody holding it knows that all locked jobs belong to the dead, and lets them go.
 */
export async function registerWorker(pool: pg.Pool): Promise<{ release(): void }> {
  const connection = await pool.connect()
  const { rows } = await connection.query<{ alone: boolean }>("select pg_try_advisory_lock($1) as alone", [
    lockOfWorkers,
  ])
  if (rows[0]?.alone) {
    await connection.query(`
      select graphile_worker.force_unlock_workers(array(
        select distinct locked_by from graphile_worker.jobs where locked_by is not null
      ))
    `)
  }
  await connection.query("select pg_advisory_lock_shared($1)", [lockOfWorkers])
  if (rows[0]?.alone) await connection.query("select pg_advisory_unlock($1)", [lockOfWorkers])
  // Closing the connection lets go of the lock, however the worker ends.
  return { release: () => connection.release(true) }
}
