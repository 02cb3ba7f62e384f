/**
 * Asks the hosts of newly harvested files for their headers: what answers, how large it is, of what type. The answers stand
 * beside the declared facts and never replace them.
 */
import { distributionAddresses, type MeasuredFacts, storeMeasurements } from "../catalogue/index.ts"
import { systemActor } from "../platform/actor.ts"
import type { Clock } from "../platform/clock.ts"
import type { Db } from "../platform/db.ts"
import { type FetchGuarded, FetchRefused, type GuardedResponse } from "../platform/fetch/index.ts"

const atOnce = 8
const timeoutMs = 10_000

export async function checkLinks(
  distributionIds: readonly string[],
  { db, fetch, clock, signal }: { db: Db; fetch: FetchGuarded; clock: Clock; signal?: AbortSignal },
): Promise<void> {
  const addresses = await distributionAddresses(db, distributionIds)
  const measured: { id: string; facts: MeasuredFacts }[] = []
  const queue = [...addresses]
  const checkNext = async (): Promise<void> => {
    for (let next = queue.pop(); next; next = queue.pop()) {
      signal?.throwIfAborted()
      measured.push({ id: next.id, facts: await measure(next.url, fetch, clock.now().toISOString()) })
    }
  }
  await Promise.all(Array.from({ length: atOnce }, checkNext))
  await db.transaction().execute((tx) => storeMeasurements(tx, measured, systemActor, clock.now()))
}

async function measure(url: string, fetch: FetchGuarded, checkedAt: string): Promise<MeasuredFacts> {
  try {
    return measuredFrom(await fetch(url, { method: "HEAD", timeoutMs, attempts: 1 }), checkedAt)
  } catch (error) {
    if (error instanceof FetchRefused) return { checkedAt, status: 0, problem: error.code }
    throw error
  }
}

function measuredFrom(response: GuardedResponse, checkedAt: string): MeasuredFacts {
  const { status, headers } = response
  const mediaType = headers["content-type"]?.split(";")[0]?.trim().toLowerCase()
  const length = Number(headers["content-length"])
  const lastModified = Date.parse(headers["last-modified"] ?? "")
  // A compressed answer's length is not the file's.
  const sized = status < 300 && Number.isSafeInteger(length) && length > 0 && !headers["content-encoding"]
  return {
    checkedAt,
    status,
    ...(status >= 400 ? { problem: `http-${status}` } : {}),
    ...(mediaType ? { mediaType } : {}),
    ...(sized ? { byteSize: length } : {}),
    ...(Number.isNaN(lastModified) ? {} : { lastModified: new Date(lastModified).toISOString() }),
  }
}
