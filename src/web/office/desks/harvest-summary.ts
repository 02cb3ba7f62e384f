/** A week of sources for those who answer for them: what came, what is wrong, and with what to begin. */
import { accountsWithRole, administrators } from "../../../accounts/index.ts"
import {
  activityOfSources,
  type HealthFinding,
  healthOfSources,
  healthSentence,
  newProblemsOfRun,
  problemTexts,
  runById,
  type SourceActivity,
  type SourceHealth,
  stopTexts,
} from "../../../harvest/index.ts"
import type { Notice, Period, PersonalSummary, Summary } from "../../../notifications/index.ts"
import type { Db } from "../../../platform/db.ts"
import { formatterFor, harvestSummaryMessages, healthMessages, type Language } from "../../../texts/index.ts"
import { sourceName } from "../../models/source-name.ts"
import { routes } from "../../routes.ts"

interface SourceWeek extends SourceActivity {
  readonly health: SourceHealth
}

/** For coordinators of the bodies that have sources and for administrators; for nobody to whom nothing is to be said. */
export async function summariseHarvests(db: Db, period: Period, baseUrl: string): Promise<readonly PersonalSummary[]> {
  const sources = await activityOfSources(db, period)
  const ids = sources.map(({ id }) => id)
  const health = await healthOfSources(db, ids, period.to)
  const weeks = sources
    .map((source) => ({ ...source, health: health.get(source.id) ?? { verdict: "ok" as const, findings: [] } }))
    .filter(hasNews)
  const readers = await readersOf(db, weeks)
  return [...readers].map(([accountId, mine]) => ({
    accountId,
    inLanguage: (language) => summaryOf(mine, { language, baseUrl }),
  }))
}

async function readersOf(db: Db, weeks: readonly SourceWeek[]): Promise<ReadonlyMap<string, readonly SourceWeek[]>> {
  const readers = new Map<string, SourceWeek[]>()
  for (const [organizationId, ofBody] of Map.groupBy(weeks, (week) => week.organizationId))
    for (const { id } of await accountsWithRole(db, { organizationId, least: "coordinator" }))
      readers.set(id, [...(readers.get(id) ?? []), ...ofBody])
  if (weeks.length > 0) for (const { id } of await administrators(db)) readers.set(id, [...weeks])
  return readers
}

function hasNews({ created, updated, withdrawn, health }: SourceWeek): boolean {
  return created + updated + withdrawn > 0 || needs(health)
}

function needs({ verdict }: SourceHealth): boolean {
  return verdict !== "ok" && verdict !== "new"
}

interface Telling {
  readonly language: Language
  readonly baseUrl: string
}

/** Sources that need somebody come first, the most urgent ahead. */
export function summaryOf(weeks: readonly SourceWeek[], { language, baseUrl }: Telling): Summary {
  const words = harvestSummaryMessages[language]
  const sorted = weeks.toSorted((a, b) => urgencyOf(a) - urgencyOf(b))
  const needy = weeks.filter(({ health }) => needs(health)).length
  const first = firstToDo(sorted, language)
  return {
    subject: needy > 0 ? words.needed(needy) : words.allWell,
    ...(first ? { first } : {}),
    lines: sorted.map((week) => ({
      sentence: words.source(sourceName(week, language).text, healthMessages[language].verdicts[week.health.verdict]),
      details: detailsOf(week, language),
      href: baseUrl + routes.office(language, `/sources/${week.id}`),
    })),
    more: words.more,
  }
}

const urgency: readonly string[] = ["down", "waiting", "failing", "stale", "shrinking", "slow"]

function urgencyOf({ health: { verdict } }: SourceWeek): number {
  const place = urgency.indexOf(verdict)
  return place < 0 ? urgency.length : place
}

const mostProblems = 3

function detailsOf({ health, ...week }: SourceWeek, language: Language): string[] {
  const { number } = formatterFor(language)
  const words = harvestSummaryMessages[language]
  const findings = health.findings.filter(({ kind }) => kind !== "new").map((one) => healthSentence(one, language))
  const figures = words.figures({
    created: number(week.created),
    updated: number(week.updated),
    withdrawn: number(week.withdrawn),
    refused: number(week.refused),
  })
  return [...findings, figures, ...problemLines(week.problems, language)]
}

/** The most frequent first. */
function problemLines(problems: SourceActivity["problems"], language: Language): string[] {
  const words = harvestSummaryMessages[language]
  return mostFrequent(problems)
    .slice(0, mostProblems)
    .map(([code, count]) => words.problem(count, textOf(code, language)))
}

function mostFrequent(problems: SourceActivity["problems"]): [string, number][] {
  return Object.entries(problems)
    .filter(([code]) => code in problemTexts)
    .sort(([a, some], [b, others]) => others - some || a.localeCompare(b, "en"))
}

function textOf(code: string, language: Language): string {
  return problemTexts[code as keyof typeof problemTexts]?.[language] ?? ""
}

/** The most urgent state of a source; where all are well, the most frequent problem. */
function firstToDo(sorted: readonly SourceWeek[], language: Language): string | undefined {
  const words = harvestSummaryMessages[language]
  const [urgent] = sorted
  const finding: HealthFinding | undefined = urgent && needs(urgent.health) ? urgent.health.findings[0] : undefined
  if (urgent && finding) return words.first(sourceName(urgent, language).text, healthSentence(finding, language))
  const worst = sorted
    .flatMap((week) => mostFrequent(week.problems).map(([code, count]) => ({ week, code, count })))
    .sort((a, b) => b.count - a.count)[0]
  return worst && words.first(sourceName(worst.week, language).text, textOf(worst.code, language))
}

/** Why a source is down or waits, or which problems are new, for the mail of a notice. */
export async function explainHarvest(
  db: Db,
  { entity, entityId, kind }: Pick<Notice, "entity" | "entityId" | "kind">,
  language: Language,
): Promise<readonly string[]> {
  if (entity !== "harvest-run") return []
  if (kind === "harvest-problems") return problemLines(await newProblemsOfRun(db, entityId), language)
  const code = (await runById(db, entityId))?.reason?.code ?? ""
  const text = code in stopTexts ? stopTexts[code as keyof typeof stopTexts][language] : undefined
  return text ? [text] : []
}
