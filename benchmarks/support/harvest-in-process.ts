import { fork } from "node:child_process"
import { fileURLToPath } from "node:url"
import { nodeOptions } from "../../src/cli/node-options.ts"
import type { RunReport } from "../../src/harvest/index.ts"
import { type BenchPortal, round } from "./filled-portal.ts"

const program = fileURLToPath(new URL("harvest-process.ts", import.meta.url))

export interface Harvested {
  readonly ms: number
  readonly perSecond: number
  /** The most that the process held, of all its memory. */
  readonly peakRssMb: number
}

type Outcome = Pick<RunReport, "counts" | "status" | "reason"> & { readonly ms: number; readonly peakRssMb: number }

/** One run in a process of its own, started as a worker is; throws where it comes to anything but `expected`. */
export async function harvestInProcess(
  { databaseUrl, dataDir, sourceId }: BenchPortal,
  expected: Partial<RunReport["counts"]>,
  { mode = "full" } = {},
): Promise<Harvested> {
  const child = fork(program, [databaseUrl, dataDir, sourceId, mode], { execArgv: [...nodeOptions.worker] })
  const { counts, status, reason, ms, peakRssMb } = await new Promise<Outcome>((done, failed) => {
    child.once("message", (outcome) => done(outcome as Outcome))
    child.once("exit", (code) => failed(new Error(`the harvest ended with ${code}`)))
  })
  const wanted = { created: 0, updated: 0, unchanged: 0, withdrawn: 0, refused: 0, ...expected }
  if (JSON.stringify(counts) !== JSON.stringify(wanted))
    throw new Error(`unexpected outcome: ${JSON.stringify([status, counts, reason])}`)
  const records = Object.values(wanted).reduce((sum, one) => sum + one, 0)
  return { ms: round(ms), perSecond: round((records / ms) * 1000), peakRssMb: round(peakRssMb) }
}
