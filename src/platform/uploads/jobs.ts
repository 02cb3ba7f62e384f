import { z } from "zod"
import type { Clock } from "../clock.ts"
import type { Job } from "../jobs/index.ts"
import type { Log } from "../log.ts"
import { type SweepDeps, sweepFiles } from "./sweep.ts"

/** Once a night, and at each start. */
export function sweepFilesJob(
  deps: Omit<SweepDeps, "now" | "signal"> & { readonly clock: Clock; readonly log: Log },
): Job {
  return {
    name: "sweep-files",
    payload: z.unknown(),
    timeoutMs: 3_600_000,
    cron: "40 1 * * *",
    run: async (_payload, signal) => {
      const swept = await sweepFiles({ ...deps, now: deps.clock.now(), signal })
      deps.log.info(swept, "files swept")
    },
  }
}
