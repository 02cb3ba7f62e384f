import {
  addSource,
  confirmRun,
  type HarvestDeps,
  isSuccess,
  listSources,
  openHarvester,
  type RunReport,
  runHarvest,
} from "../harvest/index.ts"
import { systemActor } from "../platform/actor.ts"
import { systemClock } from "../platform/clock.ts"
import type { Db } from "../platform/db.ts"
import { isUuid, newId } from "../platform/ids.ts"
import { readInstanceFile } from "../platform/instance/index.ts"
import { createLog } from "../platform/log.ts"
import { Refusal } from "../platform/refusal.ts"
import { readTable } from "../tabular/index.ts"
import { type Call, CommandFailed, type CommandRun, UsageError } from "./command.ts"
import { withDatabase } from "./with-database.ts"

export const harvestAdd: CommandRun = ({ config, options }) =>
  withDatabase(config, "harvest add", async (db) => {
    const text = (name: string) => options[name] as string | undefined
    const optional = (name: string) => (text(name) === undefined ? {} : { [name]: text(name) })
    const id = await refusalsTold(
      addSource(
        db,
        {
          kind: text("kind")!,
          url: text("url")!,
          organization: text("organization")!,
          organizations: text("organizations") === "remote" ? "remote" : "given",
          ...optional("name"),
          ...optional("schedule"),
          options: optionsFrom(text("options")),
        },
        { newId, clock: systemClock, by: systemActor },
      ),
    )
    process.stdout.write(`${id}\n`)
    return 0
  })

function optionsFrom(json: string | undefined): Readonly<Record<string, unknown>> {
  if (json === undefined) return {}
  try {
    const value: unknown = JSON.parse(json)
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  } catch {
    // Told below, like any other text that is not an object.
  }
  throw new UsageError(`--options is not a JSON object: ${json}`)
}

export const harvestRun: CommandRun = (call) => {
  const [id = ""] = call.positionals
  return harvesting(call, "harvest run", id, (deps) =>
    runHarvest(id, deps, { dryRun: call.options["dry-run"] === true }),
  )
}

export const harvestConfirm: CommandRun = (call) => {
  const [id = ""] = call.positionals
  return harvesting(call, "harvest confirm", id, (deps) => confirmRun(id, deps))
}

export const harvestList: CommandRun = ({ config, options }) =>
  withDatabase(config, "harvest list", async (db) => {
    const sources = await listSources(db)
    if (options.json) return printJson(sources)
    for (const source of sources) {
      const last = source.lastCompleteAt ?? "never complete"
      process.stdout.write(
        `${source.id}  ${source.kind}  ${source.datasets} datasets  ${last}  ${source.name}  ${source.url}\n`,
      )
    }
    if (sources.length === 0) console.error('No source yet: "./fihrist harvest add" takes one.')
    return 0
  })

async function harvesting(
  { config, options }: Call,
  command: string,
  id: string,
  run: (deps: HarvestDeps) => Promise<RunReport>,
): Promise<number> {
  if (!isUuid(id))
    throw new UsageError(`${JSON.stringify(id)} is not an id; "./fihrist harvest list" shows the sources.`)
  return withDatabase(config, command, async (db) => {
    const deps = await openHarvester(harvesterOptions(db, config))
    const progress = progressLine()
    try {
      const report = await refusalsTold(run({ ...deps, onProgress: progress.show }))
      progress.clear()
      if (options.json) printJson(report)
      else printReport(report)
      return isSuccess(report.status) ? 0 : 1
    } finally {
      progress.clear()
      await deps.close()
    }
  })
}

// What the running instance was given counts here too, unless the environment says otherwise.
function harvesterOptions(db: Db, config: Call["config"]) {
  const instance = readInstanceFile(config.dataDir)
  return {
    db,
    dataDir: config.dataDir,
    fetchAllow: config.fetchAllow.length > 0 ? config.fetchAllow : (instance?.fetchAllow ?? []),
    baseUrl: config.baseUrl ?? instance?.baseUrl ?? "a portal not yet public",
    log: createLog({ level: "warn", name: "harvest" }),
    readTable,
  }
}

async function refusalsTold<Answer>(work: Promise<Answer>): Promise<Answer> {
  try {
    return await work
  } catch (error) {
    if (error instanceof Refusal) throw new CommandFailed(error.message)
    throw error
  }
}

function printJson(value: unknown): number {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`)
  return 0
}

function printReport(report: RunReport): void {
  const { created, updated, unchanged, withdrawn, refused } =
    report.dryRun || report.reason ? report.planned : report.counts
  const lines = [
    `${report.source.name}: ${report.status}${report.dryRun ? " (dry run, nothing written)" : ""}`,
    `created ${created}, updated ${updated}, unchanged ${unchanged}, withdrawn ${withdrawn}, refused ${refused}`,
    ...(report.reason ? [`${report.reason.code}: ${report.reason.message}`] : []),
    ...(report.status === "needs-confirmation" && report.run
      ? [`To go on: ./fihrist harvest confirm ${report.run}`]
      : []),
  ]
  process.stdout.write(`${lines.join("\n")}\n`)
  for (const { remoteId, verdict, problems } of report.records) {
    if (verdict !== "refused") continue
    for (const { code, field, message } of problems) {
      process.stdout.write(`refused ${remoteId}: ${code}${field ? ` in ${field}` : ""}: ${message}\n`)
    }
  }
}

/** A line that counts on a terminal; elsewhere one plain line a stage. */
function progressLine() {
  const { stderr } = process
  let stage = ""
  return {
    show(next: "reading" | "applying", done: number) {
      if (stderr.isTTY) stderr.write(`\r${next} ${done}`)
      else if (next !== stage) stderr.write(`${next}…\n`)
      stage = next
    },
    clear() {
      if (stderr.isTTY && stage) stderr.write("\r\u001b[K")
      stage = ""
    },
  }
}
