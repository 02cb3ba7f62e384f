import { z } from "zod"
import type { Clock } from "../clock.ts"
import type { Db } from "../db.ts"
import type { Job } from "../jobs/index.ts"
import { forgetOldAnswers } from "./once.ts"

export function forgetAnswersJob({ db, clock }: { readonly db: Db; readonly clock: Clock }): Job {
  return {
    name: "forget-answers",
    payload: z.unknown(),
    timeoutMs: 60_000,
    cron: "20 * * * *",
    run: () => forgetOldAnswers(db, clock.now()),
  }
}
