import assert from "node:assert/strict"
import { after, before, test } from "node:test"
import { sql } from "kysely"
import { aColleague, bodyId, type Colleague } from "../../../../tests/support/office-people.ts"
import { type SamplePortal, samplePortal } from "../../../../tests/web/sample-portal.ts"
import { newId } from "../../../platform/ids.ts"
import { type Language, languages } from "../../../texts/index.ts"
import { explainHarvest, summariseHarvests, summaryOf } from "./harvest-summary.ts"

type Week = Parameters<typeof summaryOf>[0][number]

const aWeek = (name: string, more: Partial<Week> = {}): Week => ({
  id: "0190",
  name,
  organizationId: "1",
  runs: 7,
  created: 3,
  updated: 1_250,
  withdrawn: 0,
  refused: 2,
  problems: {},
  health: { verdict: "ok", findings: [] },
  ...more,
})
const since = new Date("2026-11-20T02:00:00Z")
const down = { kind: "down" as const, since, failures: 3, code: "http-error" }
const slow = { kind: "slow" as const, ms: 600_000, usualMs: 60_000 }
const baseUrl = "https://data.example.tn"

test("a week begins with the source that is worst off, and says what to do", () => {
  const weeks = [
    aWeek("Calm"),
    aWeek("Sluggish", { health: { verdict: "slow", findings: [slow] } }),
    aWeek("Silent", { health: { verdict: "down", findings: [down] } }),
  ]
  const summary = summaryOf(weeks, { language: "en", baseUrl })
  assert.equal(summary.subject, "Your sources this week: 2 sources need you")
  assert.match(summary.first ?? "", /^Begin with “.Silent.”\. Nothing has come from the source since 20 November 2026/)
  assert.deepEqual(
    summary.lines.map(({ sentence }) => sentence),
    ["\u2068Silent\u2069: down", "\u2068Sluggish\u2069: slow", "\u2068Calm\u2069: in order"],
  )
  assert.equal(summary.lines[2]?.details[0], "New: 3, changed: 1\u202f250, withdrawn: 0, refused: 2")
  assert.equal(summary.lines[2]?.href, "https://data.example.tn/en/office/sources/0190")
})

test("where all is well, it begins with the most frequent problem, and names three of each source", () => {
  const problems = { "missing-title": 2, "invalid-url": 40, "duplicate-id": 1, "text-too-long": 1, "of tomorrow": 99 }
  const { subject, first, lines } = summaryOf([aWeek("A"), aWeek("B", { problems })], { language: "fr", baseUrl })
  assert.equal(subject, "La semaine de vos sources\u00a0: tout va bien")
  assert.match(first ?? "", /^Commencez par «\u00a0.B.\u00a0»\. Ce n’est pas une adresse web/)
  assert.deepEqual(
    lines[1]?.details.map((line) => line.split("\u00a0:")[0]),
    ["Nouvelles", "40 fiches", "2 fiches", "1 fiche"],
  )
})

test("nothing in it is left without words in any language", () => {
  const week = aWeek("A", { health: { verdict: "down", findings: [down, slow] }, problems: { "invalid-url": 2 } })
  for (const language of languages) {
    const { subject, first, lines, more } = summaryOf([week], { language, baseUrl })
    const texts = [subject, first ?? "", ...lines.flatMap(({ sentence, details }) => [sentence, ...details]), more(3)]
    for (const text of texts) assert.doesNotMatch(text, /undefined|NaN|^$/)
  }
})

let portal: SamplePortal
let coordinator: Colleague
let stranger: Colleague
let administrator: Colleague
before(async () => {
  portal = await samplePortal()
  coordinator = await aColleague(portal, { role: "coordinator", at: "agriculture" })
  stranger = await aColleague(portal, { role: "coordinator", at: "transport" })
  administrator = await aColleague(portal, { administrator: true })
})
after(() => portal.close())

test("it is for those who answer for a source; a new kind of problem is explained", async () => {
  const [source, first, second] = [newId(), newId(), newId()]
  await sql`
    insert into harvest_source (id, kind, name, url, organization_id)
    values (${source}, 'ckan', 'agridata', 'https://week.example.tn', ${await bodyId(portal.db, "agriculture")})
  `.execute(portal.db)
  const run = (id: string, at: string, created: number, problems: object) => sql`
    insert into harvest_run (id, source_id, status, started_at, finished_at, heartbeat_at, counts, problems)
    values (${id}, ${source}, 'done-with-errors', ${at}, ${at}, ${at},
      ${JSON.stringify({ created, updated: 0, withdrawn: 0, refused: 1 })}, ${JSON.stringify(problems)})
  `
  await run(first, "2026-11-17T02:00:00Z", 4, { "missing-title": 1 }).execute(portal.db)
  await run(second, "2026-11-18T02:00:00Z", 5, { "missing-title": 1, "invalid-url": 7 }).execute(portal.db)

  const period = { from: new Date("2026-11-16T06:00:00Z"), to: new Date("2026-11-23T06:00:00Z") }
  const made = await summariseHarvests(portal.db, period, baseUrl)
  const summaries = new Map(made.map(({ accountId, inLanguage }) => [accountId, inLanguage]))
  const figures = (who: Colleague, language: Language) =>
    summaries
      .get(who.id)?.(language)
      .lines.find(({ href }) => href.endsWith(source))?.details
  assert.equal(figures(coordinator, "en")?.[0], "New: 9, changed: 0, withdrawn: 0, refused: 1")
  assert.match(figures(administrator, "ar")?.[1] ?? "", /^7 سجلات/)
  assert.equal(figures(stranger, "en"), undefined)

  const notice = { entity: "harvest-run", entityId: second, kind: "harvest-problems" as const }
  assert.deepEqual((await explainHarvest(portal.db, notice, "en")).length, 1)
  assert.match(
    (await explainHarvest(portal.db, notice, "fr"))[0] ?? "",
    /^7 fiches\u00a0: Ce n’est pas une adresse web/,
  )
})
