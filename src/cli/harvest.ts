import { readFileSync } from "node:fs"
import {
  addSource,
  confirmRun,
  type HarvestDeps,
  healthOfSources,
  healthSentence,
  isSuccess,
  listSources,
  type NewSource,
  openHarvester,
  previewSource,
  type RunReport,
  runHarvest,
  type SourceHealth,
  type StoredSource,
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
import { printJson, printPreview, printReport, progressLine } from "./harvest-report.ts"
import { withDatabase } from "./with-database.ts"

export const harvestAdd: CommandRun = ({ config, options }) =>
  withDatabase(config, "harvest add", async (db) => {
    const by = { newId, clock: systemClock, by: systemActor }
    const id = await refusalsTold(addSource(db, newSourceFrom(options), by))
    process.stdout.write(`${id}\n`)
    return 0
  })

/** The source is not kept, and nothing of it. */
export const harvestPreview: CommandRun = ({ config, options }) =>
  withDatabase(config, "harvest preview", async (db) => {
    const deps = await openHarvester(harvesterOptions(db, config))
    try {
      const limit = wholeNumber(options.limit as string | undefined)
      const preview = await refusalsTold(previewSource(newSourceFrom(options), deps, limit ? { limit } : {}))
      if (options.json) printJson(preview)
      else printPreview(preview)
      return preview.reason ? 1 : 0
    } finally {
      await deps.close()
    }
  })

function newSourceFrom(options: Call["options"]): NewSource {
  const text = (name: string) => options[name] as string | undefined
  const optional = (name: string) => (text(name) === undefined ? {} : { [name]: text(name) })
  return {
    kind: text("kind")!,
    url: text("url")!,
    organization: text("organization")!,
    organizations: text("organizations") === "remote" ? "remote" : "given",
    ...optional("name"),
    ...optional("schedule"),
    ...(text("ca") === undefined ? {} : { extraCa: contentOf(text("ca")!) }),
    archive: options.archive === true,
    options: optionsFrom(text("options")),
  }
}

function contentOf(file: string): string {
  try {
    const content = readFileSync(file, "utf8")
    if (content.trim() !== "") return content
  } catch (error) {
    throw new UsageError(`--ca: ${file} cannot be read (${(error as NodeJS.ErrnoException).code}).`)
  }
  throw new UsageError(`--ca: ${file} is empty.`)
}

const mostPreviewed = 200

function wholeNumber(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const number = Number(text)
  if (Number.isInteger(number) && number >= 1 && number <= mostPreviewed) return number
  throw new UsageError(`--limit is a whole number from 1 to ${mostPreviewed}, not ${JSON.stringify(text)}.`)
}

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
    runHarvest(id, deps, {
      dryRun: call.options["dry-run"] === true,
      sparesRecords: call.options.json !== true,
      mode: call.options.changes === true ? "changes" : "full",
    }),
  )
}

export const harvestConfirm: CommandRun = (call) => {
  const [id = ""] = call.positionals
  const options = { sparesRecords: call.options.json !== true }
  return harvesting(call, "harvest confirm", id, (deps) => confirmRun(id, deps, options))
}

export const harvestList: CommandRun = ({ config, options }) =>
  withDatabase(config, "harvest list", async (db) => {
    const sources = await listSources(db)
    const ids = sources.map(({ id }) => id)
    const health = await healthOfSources(db, ids, systemClock.now())
    if (options.json) return printJson(sources.map((source) => ({ ...source, health: health.get(source.id) })))
    for (const source of sources) process.stdout.write(sourceLine(source, health.get(source.id)))
    if (sources.length === 0) console.error('No source yet: "./fihrist harvest add" takes one.')
    return 0
  })

function sourceLine(source: StoredSource, health: SourceHealth | undefined): string {
  const { id, kind, datasets, lastCompleteAt: last = "never complete", name, url } = source
  const findings = (health?.findings ?? []).map((finding) => `    ${healthSentence(finding, "en")}\n`)
  return `${id}  ${kind}  ${health?.verdict}  ${datasets} datasets  ${last}  ${name}  ${url}\n${findings.join("")}`
}

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
