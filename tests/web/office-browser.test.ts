import assert from "node:assert/strict"
import { after, before, describe, it } from "node:test"
import { sql } from "kysely"
import type { Browser, BrowserContext, Page } from "playwright-core"
import {
  addComment,
  beginDataset,
  type NewDataset,
  publishDataset,
  saveDraft,
  submitDataset,
  trashDataset,
  type WriteContext,
} from "../../src/catalogue/index.ts"
import { type Actor, anonymousActor } from "../../src/platform/actor.ts"
import { newId } from "../../src/platform/ids.ts"
import { migrateJobs } from "../../src/platform/jobs/index.ts"
import { saveStoredFile, storeInspection } from "../../src/platform/uploads/index.ts"
import { chromiumMissing, openBrowser } from "../journeys/support/browser.ts"
import { aColleague, bodyId, type Colleague } from "../support/office-people.ts"
import { tunisianVocabularies } from "../support/vocabularies.ts"
import { complaintsOf } from "./complaints.ts"
import { desk, faultsHere, ofWidth, phone, scrolls } from "./rules-of-accessibility.ts"
import { type SamplePortal, samplePortal } from "./sample-portal.ts"

const longTitle =
  "Répartition_mensuelle_des_quantités_collectées_de_lait_cru_par_centre_de_collecte_et_par_gouvernorat_2010-2025"

/** What another language can break; the first one was looked at by all rules. */
const ofWords = [
  ...ofWidth,
  "aria-command-name",
  "aria-input-field-name",
  "button-name",
  "document-title",
  "empty-heading",
  "html-has-lang",
  "html-lang-valid",
  "label",
  "link-name",
  "select-name",
  "summary-name",
  "valid-lang",
]

describe("the office in a browser", { skip: chromiumMissing }, () => {
  let portal: SamplePortal
  let browser: Browser
  let base: string
  let people: Record<"coordinator" | "administrator" | "citizen", Colleague>
  let ids: Record<"shown" | "waiting" | "trashed" | "source" | "run" | "body", string>

  before(async () => {
    portal = await samplePortal({ demo: true })
    await migrateJobs(portal.databaseUrl)
    base = await portal.app.listen({ host: "127.0.0.1", port: 0 })
    browser = await openBrowser()
    people = {
      coordinator: await aColleague(portal, { role: "coordinator", at: "agriculture", name: "آمال بن صالح" }),
      administrator: await aColleague(portal, { administrator: true, name: "Mona Trabelsi" }),
      citizen: await aColleague(portal, { name: "Leïla Haddad" }),
    }
    const body = await bodyId(portal.db, "agriculture")
    ids = { body, ...(await someWork(portal, people.coordinator, body)), ...(await aWaitingRun(portal, body)) }
  })
  after(async () => {
    await browser?.close()
    await portal?.close()
  })

  /** Whom each page is shown to; everybody's pages are looked at by the coordinator. */
  function pages(): Readonly<Record<keyof typeof people, readonly string[]>> {
    const { shown, waiting, trashed, source, run, body } = ids
    return {
      citizen: ["", "/datasets", "/notices"],
      coordinator: [
        "",
        "/datasets",
        "/datasets?q=aucunmotpareil",
        "/datasets/new",
        `/datasets/${shown}/edit`,
        `/datasets/${shown}/preview`,
        `/datasets/${shown}/history`,
        `/datasets/${shown}/links`,
        `/datasets/${shown}/collaborators`,
        `/datasets/${waiting}/review`,
        `/datasets/${waiting}/merge`,
        `/datasets/${trashed}/review`,
        "/datasets/bulk",
        "/datasets/bulk?all=yes",
        `/datasets/bulk?id=${shown}`,
        "/datasets/import",
        "/review",
        "/trash",
        "/notices",
        "/notices/preferences",
        "/sources",
        "/sources/new",
        "/sources/new?kind=ckan",
        `/sources/${source}`,
        `/sources/${source}/edit`,
        `/sources/${source}/mapping`,
        `/sources/${source}/corrections`,
        `/sources/${source}/runs/${run}`,
        "/bodies",
        `/bodies/${body}`,
        "/nowhere",
        "/settings",
      ],
      administrator: [
        "",
        `/trash/${trashed}/purge`,
        "/bodies/new",
        `/bodies/${body}`,
        `/bodies/${body}/reorganise`,
        "/lists/theme",
        "/lists/theme?order=yes",
        "/lists/theme/new",
        "/lists/theme/agriculture",
        "/lists/licence/new",
        "/lists/place",
        "/jobs",
        "/pages",
        "/pages/new",
        "/announcements",
        "/announcements/new",
        "/featured",
        "/settings",
      ],
    }
  }

  const views = [
    { language: "ar", narrow: ofWidth },
    { language: "fr", narrow: ofWords },
    { language: "en", narrow: ofWords },
  ] as const

  describe("every page", { concurrency: 2 }, () => {
    for (const { language, narrow } of views) {
      it(`no page breaks a rule of accessibility or of the content security policy, or scrolls sideways, on a desk and on a phone (${language})`, async () => {
        const faults: string[] = []
        const complaints: string[] = []
        for (const [who, paths] of Object.entries(pages())) {
          const { context, page } = await open(people[who as keyof typeof people])
          const heard = complaintsOf(page, base)
          for (const path of paths) {
            const told = (fault: string) => `${language}${path}: ${fault}`
            await page.setViewportSize(desk)
            await page.goto(`${base}/${language}/office${path}`)
            faults.push(...[...(language === "ar" ? await faultsHere(page) : []), ...(await scrolls(page))].map(told))
            await page.setViewportSize(phone)
            faults.push(...[...(await faultsHere(page, { only: narrow })), ...(await scrolls(page))].map(told))
          }
          await context.close()
          complaints.push(...heard)
        }
        assert.deepEqual({ faults, complaints }, { faults: [], complaints: [] })
      })
    }
  })

  async function open(who: Colleague): Promise<{ context: BrowserContext; page: Page }> {
    const context = await browser.newContext({ viewport: desk })
    const value = who.cookies.get("fihrist_session") ?? ""
    await context.addCookies([{ name: "fihrist_session", value, url: base }])
    return { context, page: await context.newPage() }
  }
})

/** One dataset published and corrected, one waiting with a file that looks personal, one in the trash. */
async function someWork({ db, clock }: SamplePortal, { id: account }: Colleague, body: string) {
  const by: Actor = { ...anonymousActor, id: account, organizationIds: [body], grants: { [body]: "coordinator" } }
  const ctx: WriteContext = { by, at: clock.now(), newId, vocabularies: await tunisianVocabularies() }
  const file = { id: newId(), name: "مداخيل.csv" }
  const stored = { ...file, owner: account, byteSize: 1200, sha256: "0".repeat(64), mediaType: "text/csv" }
  await saveStoredFile(db, { ...stored, createdAt: clock.now() })
  const warnings = [{ column: "CIN", kind: "cin", count: 212 }]
  await storeInspection(db, file.id, { facts: { kind: "csv", notes: [] }, warnings })
  const facts = {
    title: { ar: "كميات الحليب المجمّعة حسب الولاية", fr: longTitle },
    description: { ar: "الكميات التي جمعتها مراكز تجميع الحليب، حسب الولاية والشهر." },
    licence: { code: "lndpo-tn" },
  }
  const begin = (more: Partial<NewDataset> = {}) => beginDataset(db, { organizationId: body, facts, ...more }, ctx)
  const shown = await publishDataset(db, { id: (await begin()).id }, ctx)
  const changed = { ...shown.document, facts: { ...facts, keywords: { ar: ["حليب"] } } }
  await saveDraft(db, { id: shown.id, base: shown.document, document: changed }, ctx)
  const waiting = await begin({ distributions: [{ id: newId(), file, title: { ar: "الجدول" } }] })
  await submitDataset(db, { id: waiting.id, comment: "هل الوصف كاف؟" }, ctx)
  await addComment(db, { id: waiting.id, text: "Le fichier contient des numéros de carte d’identité." }, ctx)
  const trashed = await begin()
  await trashDataset(db, { id: trashed.id }, ctx)
  return { shown: shown.id, waiting: waiting.id, trashed: trashed.id }
}

/** A source of the body with a run that waits for a person. */
async function aWaitingRun({ db, clock }: SamplePortal, body: string) {
  const [source, run] = [newId(), newId()]
  await sql`
    insert into harvest_source (id, kind, name, display_name, url, organization_id)
    values (${source}, 'ckan', 'agridata', '{"ar": "بوابة الفلاحة"}', 'https://agridata.example.tn/a/very/long/address/of/a/catalogue', ${body})
  `.execute(db)
  await sql`
    insert into harvest_run (id, source_id, status, started_at, heartbeat_at, planned, reason)
    values (${run}, ${source}, 'needs-confirmation', ${clock.now()}, ${clock.now()}, '{"withdrawn": 312}',
      '{"code": "mass-disappearance", "message": "gone"}')
  `.execute(db)
  await sql`
    insert into harvest_run_record (run_id, position, remote_id, verdict, problems)
    values (${run}, 0, 'r-1', 'refused', '[{"code": "missing-title", "message": "no title"}]')
  `.execute(db)
  return { source, run }
}
