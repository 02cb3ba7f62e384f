import { hash } from "node:crypto"
import { sql } from "kysely"
import { type Db, inTransaction, type Tx } from "../db.ts"
import { Refusal } from "../refusal.ts"
import { IdempotencyKeyInUse, IdempotencyKeyReused, InvalidIdempotencyKey } from "./errors.ts"

/** Who repeats what: the same account, the same key, and the same request. */
export interface Repeatable {
  readonly account: string
  /** As in the header `Idempotency-Key`. */
  readonly key: string
  readonly request: { readonly method: string; readonly path: string; readonly body: unknown }
}

export interface Given<Answer> {
  readonly answer: Answer
  /** It is the answer of the first time; nothing was done now. */
  readonly repeated: boolean
}

const lockOfKeys = 7236406

/**
 * Does the work once, and gives its answer again as often as it is asked for within a day. Work and answer are one
 * transaction, which the work must use: whoever is killed in between has done nothing, and the next one does it. A refusal
 * is thrown, is not kept, and may be asked for again; what it says to have done stands. The answer must survive JSON.
 */
export async function once<Answer>(
  db: Db,
  { account, key, request }: Repeatable,
  work: (tx: Tx) => Promise<Answer>,
): Promise<Given<Answer>> {
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) throw new InvalidIdempotencyKey()
  const requestHash = hashOf(request)
  const outcome = await inTransaction(db, async (tx) => {
    if (!(await takeKey(tx, account, key))) throw new IdempotencyKeyInUse()
    const before = await answerBefore<Answer>(tx, account, key)
    if (before && before.requestHash !== requestHash) throw new IdempotencyKeyReused()
    if (before) return { answer: before.answer, repeated: true }
    const answer = await work(tx).catch(refusalThatKeepsWork)
    if (answer instanceof Refusal) return answer
    await keepAnswer(tx, { account, key, requestHash, answer })
    return { answer, repeated: false }
  })
  if (outcome instanceof Refusal) throw outcome
  return outcome
}

function refusalThatKeepsWork(error: unknown): Refusal {
  if (error instanceof Refusal && error.keepsWork) return error
  throw error
}

/** Answers older than a day are forgotten. */
export async function forgetOldAnswers(db: Db, now: Date): Promise<void> {
  const dayBefore = new Date(now.getTime() - 86_400_000)
  await sql`delete from idempotency_key where created_at < ${dayBefore}`.execute(db)
}

/** Ours until the transaction ends, however it ends. */
async function takeKey(tx: Tx, account: string, key: string): Promise<boolean> {
  const { rows } = await sql<{ taken: boolean }>`
    select pg_try_advisory_xact_lock(${lockOfKeys}, hashtext(${account} || ' ' || ${key})) as taken
  `.execute(tx)
  return rows[0]?.taken === true
}

async function answerBefore<Answer>(tx: Tx, account: string, key: string) {
  const { rows } = await sql<{ requestHash: string; answer: Answer }>`
    select request_hash as "requestHash", answer
    from idempotency_key
    where account = ${account} and key = ${key}
  `.execute(tx)
  return rows[0]
}

async function keepAnswer(
  tx: Tx,
  kept: { readonly account: string; readonly key: string; readonly requestHash: string; readonly answer: unknown },
): Promise<void> {
  await sql`
    insert into idempotency_key (account, key, request_hash, answer)
    values (${kept.account}, ${kept.key}, ${kept.requestHash}, ${JSON.stringify(kept.answer ?? null)}::jsonb)
  `.execute(tx)
}

function hashOf({ method, path, body }: Repeatable["request"]): string {
  return hash("sha256", JSON.stringify([method, path, body ?? null]))
}
