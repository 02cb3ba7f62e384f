/** The link checker's part of the worker. */
import { z } from "zod"
import { forgetOldLinks, requestForgottenLinkChecks } from "../catalogue/index.ts"
import type { FetchGuarded } from "../platform/fetch/index.ts"
import type { Job } from "../platform/jobs/index.ts"
import { checkDueLinks } from "./check-due-links.ts"
import { type ArchiveDeps, sweepCopies, takeCopies } from "./take-copies.ts"

export const checkLinksJob = "check-links"
const minuteMs = 60_000
const nightlyBatch = 1000

export function linkJobs(deps: ArchiveDeps & { readonly fetch: FetchGuarded }): Job[] {
  const { db, log } = deps
  return [
    {
      name: checkLinksJob,
      payload: z.unknown(),
      timeoutMs: 3 * minuteMs,
      cron: "* * * * *",
      // Over before the next one begins.
      run: async (_payload, signal) => {
        const checked = await checkDueLinks({ ...deps, signal }, 50_000)
        if (checked > 0) log.info({ checked }, "links checked")
      },
    },
    {
      name: "find-links",
      payload: z.unknown(),
      timeoutMs: 60 * minuteMs,
      cron: "10 2 * * *",
      long: true,
      run: async (_payload, signal) => {
        let last: string | undefined
        const findSome = async () => {
          const ids = await requestForgottenLinkChecks(db, { after: last, limit: nightlyBatch })
          last = ids.at(-1)
          return ids.length
        }
        const found = await whileFull(findSome, signal)
        const gone = await whileFull(() => forgetOldLinks(db, nightlyBatch), signal)
        log.info({ found, gone, copiesDropped: await sweepCopies(deps) }, "links found and forgotten")
      },
    },
    {
      name: "archive-files",
      payload: z.unknown(),
      timeoutMs: 30 * minuteMs,
      cron: "*/15 * * * *",
      long: true,
      run: async (_payload, signal) => {
        const taken = await takeCopies(deps, 14 * minuteMs, signal)
        if (taken > 0) log.info({ taken }, "copies taken")
      },
    },
  ]
}

async function whileFull(work: () => Promise<number>, signal: AbortSignal): Promise<number> {
  for (let done = 0; ; ) {
    signal.throwIfAborted()
    const some = await work()
    done += some
    if (some < nightlyBatch) return done
  }
}
