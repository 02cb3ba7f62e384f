import assert from "node:assert/strict"
import { join } from "node:path"
import { Readable } from "node:stream"
import { after, before, describe, it } from "node:test"
import { sql } from "kysely"
import { createGuardedFetch } from "../../src/platform/fetch/index.ts"
import { newId } from "../../src/platform/ids.ts"
import { migrateJobs } from "../../src/platform/jobs/index.ts"
import { silentLog } from "../../src/platform/log.ts"
import { keepFile } from "../../src/platform/uploads/index.ts"
import { wantNextFiles } from "../../src/tabular/ingest/follow-files.ts"
import { ingestionJobs } from "../../src/tabular/ingest/jobs.ts"
import { tablesOfDistributions } from "../../src/tabular/versions/table-store.ts"
import { temporaryFolder } from "../support/folder.ts"
import { aColleague, type Colleague } from "../support/office-people.ts"
import { tunisianVocabularies } from "../support/vocabularies.ts"
import { type SamplePortal, samplePortal } from "./sample-portal.ts"

const text =
  "السدود 2026\n\nالسد,المخزون,التاريخ\nسيدي سالم,312.5,03/04/2026\nبوهرتمة,80,05/04/2026\nملاق,x,06/04/2026\n"
let portal: SamplePortal
let client: ReturnType<typeof createGuardedFetch>
let folder: ReturnType<typeof temporaryFolder>
let job: ReturnType<typeof ingestionJobs>[number]
let editor: Colleague
let colleague: Colleague
let reader: Colleague
let stranger: Colleague
let dataset: { id: string; slug: string }
let file: string
let table: string

before(async () => {
  portal = await samplePortal({ demo: true })
  const { db, blobs, clock } = portal
  await migrateJobs(portal.databaseUrl)
  folder = temporaryFolder()
  client = createGuardedFetch({ allow: [], log: silentLog, userAgent: "test" })
  const { placeFrom } = await tunisianVocabularies()
  job = ingestionJobs({
    ...{ db, blobs, stream: client.stream, placeFrom, clock, newId, log: silentLog },
    ...{ folder: join(folder.path, "tables"), maxBytes: 1_000_000 },
  })[0]!
  const at = "observatoire-agriculture"
  editor = await aColleague(portal, { role: "contributor", at })
  colleague = await aColleague(portal, { role: "coordinator", at })
  reader = await aColleague(portal, { role: "reader", at })
  stranger = await aColleague(portal, { role: "coordinator", at: "transport" })
  const { rows } = await sql<{ slug: string; id: string; file: string }>`
    select dataset.slug, dataset.id, distribution.id as file
    from dataset
    join organization on organization.id = organization_id
    join distribution on dataset_id = dataset.id
    where organization.slug = ${at} and state = 'published' and distribution.facts ? 'downloadUrl'
    order by dataset.id, distribution.position
    limit 1
  `.execute(db)
  dataset = rows[0]!
  file = rows[0]!.file
  const blob = await blobs.put(Readable.from([Buffer.from(text)]), { maxBytes: 1_000_000 })
  const kept = await keepFile({ db, blobs, at: clock.now() }, { id: newId(), owner: editor.id, name: "a.csv" }, blob)
  const facts = { format: "CSV", file: { id: kept.id, name: "سدود.csv" } }
  await sql`
    update distribution set facts = ${JSON.stringify(facts)}::jsonb, measured = '{}' where id = ${file}
  `.execute(db)
  await ingestWaiting()
  table = (await tablesOfDistributions(db, [file]))[0]!.id
})
after(async () => {
  await client.close()
  await portal.close()
  folder.remove()
})

async function ingestWaiting(): Promise<number> {
  while (await wantNextFiles(portal)) {
    // On to the next batch.
  }
  const { rows } = await sql<{ payload: { distributionId: string }; key: string }>`
    select payload, key from graphile_worker._private_jobs as jobs where key like 'ingest-file:%' order by id
  `.execute(portal.db)
  const own = rows.filter(({ payload }) => payload.distributionId === file)
  for (const { key } of rows) await sql`select graphile_worker.remove_job(${key})`.execute(portal.db)
  for (const { payload } of own) await job.run(payload, AbortSignal.timeout(30_000))
  return own.length
}

const listOf = (language = "fr") => `/${language}/office/datasets/${dataset.id}/tables`
const pageOf = (language = "fr") => `${listOf(language)}/${table}`
const columnsNow = async () => (await tablesOfDistributions(portal.db, [file]))[0]!.version.columns

/** Everything in the form as it is, but for what is given. */
function posted(body: string, given: Record<string, string>): Record<string, string> {
  const form = body.slice(body.indexOf('name="revision"') - 200)
  const fields: Record<string, string> = {}
  for (const [tag] of form.matchAll(/<input [^>]*>/g)) {
    const attribute = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1]
    const name = attribute("name")
    if (!name || name === "csrf" || (attribute("type") === "radio" && !/\bchecked\b/.test(tag))) continue
    fields[name] = attribute("value") ?? ""
  }
  for (const [, name = "", options = ""] of form.matchAll(/<select name="([^"]+)"[^>]*>(.*?)<\/select>/gs)) {
    fields[name] = /<option value="([^"]*)" selected/.exec(options)?.[1] ?? ""
  }
  for (const [, name = "", value = ""] of form.matchAll(/<textarea [^>]*name="([^"]+)"[^>]*>([^<]*)<\/textarea>/g)) {
    fields[name] = value
  }
  return { ...fields, ...given }
}

describe("the tables of a dataset in the office", () => {
  it("are listed with how far their files got, one click from the dataset's form", async () => {
    const { statusCode, body } = await editor.get(listOf())
    assert.equal(statusCode, 200)
    assert.match(body, /Fichier lu/)
    assert.match(body, /3 lignes · 3 colonnes/)
    assert.ok(body.includes(`href="${pageOf()}"`))
    assert.ok((await editor.get(`/fr/office/datasets/${dataset.id}/edit`)).body.includes(`href="${listOf()}"`))
  })

  it("show their first rows, where the header was found, each column, and what does not fit", async () => {
    for (const [language, words] of [
      ["ar", /تُقرأ العناوين الآن من السطر 3/],
      ["fr", /Les en-têtes sont lus à la ligne 3/],
      ["en", /Headers are read at row 3/],
    ] as const) {
      const { statusCode, body } = await editor.get(pageOf(language))
      assert.equal(statusCode, 200)
      assert.match(body, words)
      assert.match(body, /سيدي سالم/)
      assert.match(body, /السدود 2026/)
    }
  })

  it("has a line for each column that says its type, closed where nothing is doubtful", async () => {
    const { body } = await editor.get(pageOf())
    assert.match(body, /<details class="card column-card"><summary><bdi>السد<\/bdi> <span[^>]*>texte</)
    assert.equal(body.match(/<details class="card column-card"><summary>/g)?.length, 3)
  })

  it("are one click from the explorer, for who may edit", async () => {
    const explorer = `/fr/datasets/${dataset.slug}/explore/${table}`
    assert.ok((await editor.get(explorer)).body.includes(`href="${pageOf("fr")}"`))
    assert.ok(!(await reader.get(explorer)).body.includes(pageOf("fr")))
  })

  it("are for who may edit: a reader is told so, a stranger finds nothing", async () => {
    assert.equal((await reader.get(pageOf())).statusCode, 403)
    assert.equal((await reader.post(pageOf(), {})).statusCode, 403)
    assert.equal((await stranger.get(pageOf())).statusCode, 404)
    assert.equal((await stranger.post(pageOf(), {})).statusCode, 404)
    const list = await reader.get(listOf())
    assert.equal(list.statusCode, 200)
    assert.doesNotMatch(list.body, /Relire le fichier/)
    assert.equal((await reader.post(listOf(), { file })).statusCode, 403)
    assert.equal((await editor.get(`/fr/office/datasets/${newId()}/tables/${table}`)).statusCode, 404)
    assert.equal((await editor.post(listOf(), { file: newId() })).statusCode, 404)
  })
})

describe("the form of a table", () => {
  it("saves words at once, as often as it is sent", async () => {
    const { body } = await editor.get(pageOf())
    const fields = posted(body, { "columns.0.label.fr": "Barrage", "columns.0.description.ar": "اسم السد" })
    const saved = await editor.post(pageOf(), fields)
    assert.equal(saved.statusCode, 303)
    const page = await editor.follow(saved)
    assert.match(page.body, /value="Barrage"/)
    const [first] = await columnsNow()
    assert.deepEqual([first?.label, first?.description], [{ fr: "Barrage" }, { ar: "اسم السد" }])
    assert.equal(await ingestWaiting(), 0)
  })

  it("has the file read again for another type, name or order of dates, and says so meanwhile", async () => {
    const { body } = await editor.get(pageOf())
    const given = {
      "columns.1.type": "text",
      "columns.1.name": "stock",
      "columns.2.dateFormat": "MM/DD/YYYY",
      "columns.2.type": "date",
    }
    const page = await editor.follow(await editor.post(pageOf(), posted(body, given)))
    assert.match(page.body, /Le fichier est en train d’être relu/)
    assert.equal(await ingestWaiting(), 1)
    const columns = await columnsNow()
    assert.deepEqual(columns.map(({ name, type, dateFormat }) => [name, type, dateFormat]).slice(1), [
      ["stock", "text", undefined],
      [columns[2]!.name, "date", "MM/DD/YYYY"],
    ])
    assert.doesNotMatch((await editor.get(pageOf())).body, /Le fichier est en train d’être relu/)
  })

  it("refuses mistakes at their fields, with all that was typed", async () => {
    const { body } = await editor.get(pageOf("en"))
    const given = { "columns.0.name": "A B", "columns.0.label.en": "Typed", header: "rows", first: "5", last: "2" }
    const refused = await editor.post(pageOf("en"), posted(body, given))
    assert.equal(refused.statusCode, 422)
    assert.match(refused.body, /href="#f-columns-0-name"/)
    assert.match(refused.body, /href="#f-header">The last header row cannot come before the first/)
    assert.match(refused.body, /value="Typed"/)
  })

  it("tells the second of two people that the first was there, and keeps what she typed", async () => {
    const mine = (await editor.get(pageOf())).body
    const hers = (await colleague.get(pageOf())).body
    assert.equal((await editor.post(pageOf(), posted(mine, { "columns.0.label.en": "Dam" }))).statusCode, 303)
    const late = await colleague.post(pageOf(), posted(hers, { "columns.0.label.en": "Reservoir" }))
    assert.equal(late.statusCode, 412)
    assert.match(late.body, /value="Reservoir"/)
    const again = await colleague.post(pageOf(), posted(late.body, {}))
    assert.equal(again.statusCode, 303)
    assert.equal((await columnsNow())[0]?.label?.en, "Reservoir")
  })

  it("takes hostile input for what it is", async () => {
    const revision = /name="revision" value="(\d+)"/.exec((await editor.get(pageOf())).body)?.[1] ?? ""
    const hostile: Record<string, string>[] = [
      {},
      { revision: "x" },
      { revision, "columns.0.header": "__proto__", "columns.0.name": "x" },
      { revision, "columns.0.header": "السد", "columns.0.type": "constructor" },
      { revision, "columns.9999.header": "السد", "columns.9999.label.fr": "x".repeat(500) },
      { revision, header: "rows", first: "1e99", last: "-1" },
      { revision, "columns.0.header": "<script>alert(1)</script>" },
    ]
    for (const fields of hostile) {
      const { statusCode, body } = await editor.post(pageOf(), fields)
      assert.ok(statusCode === 422 || statusCode === 412, `${statusCode} for ${JSON.stringify(fields).slice(0, 80)}`)
      assert.ok(!body.includes("<script>alert"))
    }
  })
})

describe("a dictionary", () => {
  async function send(name: string, content: string) {
    await editor.get(pageOf())
    const csrf = /name="csrf" value="([^"]+)"/.exec((await editor.get(pageOf())).body)?.[1] ?? ""
    const payload = [
      `--b\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n${csrf}\r\n`,
      `--b\r\nContent-Disposition: form-data; name="dictionary"; filename="${name}"\r\n`,
      `Content-Type: application/octet-stream\r\n\r\n${content}\r\n--b--\r\n`,
    ].join("")
    return portal.app.inject({
      method: "POST",
      url: `${pageOf()}/import`,
      remoteAddress: "10.0.1.9",
      headers: {
        cookie: [...editor.cookies].map(([key, value]) => `${key}=${value}`).join("; "),
        "content-type": "multipart/form-data; boundary=b",
        "sec-fetch-site": "same-origin",
        origin: "http://127.0.0.1:8080",
      },
      payload,
    })
  }

  it("in Table Schema fills the form, and saves nothing", async () => {
    const before = JSON.stringify(await columnsNow())
    const fields = [
      { name: "stock", type: "number", title: "Volume", description: "En millions de m³", titles: { ar: "الحجم" } },
      { name: "nobody" },
    ]
    const { statusCode, body } = await send("schema.json", JSON.stringify({ fields }))
    assert.equal(statusCode, 200)
    assert.match(body, /Une colonne remplie avec le dictionnaire/)
    assert.match(body, /nobody/)
    assert.match(body, /value="Volume"/)
    assert.match(body, /value="الحجم"/)
    assert.match(body, /<option value="decimal" selected/)
    assert.equal(JSON.stringify(await columnsNow()), before)
  })

  it("in CSV does so too, and what is none is refused in words", async () => {
    const csv = "name;title_fr;title_ar;description\nالمخزون;Stock d’eau;الماء;Quantité\n"
    const filled = await send("dictionnaire.csv", csv)
    assert.match(filled.body, /value="Stock d’eau"/)
    for (const content of ["", "{}", "[1,2]", '{"fields": "x"}', "a,b\n1,2\n", "\0\0\0"]) {
      const refused = await send("x.json", content)
      assert.equal(refused.statusCode, 422, content)
      assert.match(refused.body, /Ce n’est pas un dictionnaire de données|Le fichier|Ce champ/)
    }
  })
})

describe("reading a file again", () => {
  it("is asked by one button, and what is refused is said with what to do", async () => {
    await sql`update table_ingestion set state = 'refused', reason = 'encrypted' where distribution_id = ${file}`.execute(
      portal.db,
    )
    assert.match((await editor.get(pageOf())).body, /protégé par un mot de passe/)
    const asked = await editor.post(listOf(), { file })
    assert.equal(asked.statusCode, 303)
    assert.match((await editor.follow(asked)).body, /en train d’être relu/)
    await editor.post(listOf(), { file })
    assert.equal(await ingestWaiting(), 1)
  })
})

describe("the versions of a table", () => {
  it("are open to all, newest first, with what changed in words", async () => {
    const difference = {
      ...{
        columnsAdded: ["debit"],
        columnsRemoved: [],
        columnsChanged: [{ name: "stock", from: "decimal", to: "text" }],
      },
      ...{ key: ["alsd"], rowsAdded: 3, rowsRemoved: 0, rowsChanged: 1 },
    }
    await sql`
      update table_version set difference = ${JSON.stringify(difference)}::jsonb
      where table_id = ${table} and number = (select version from data_table where id = ${table})
    `.execute(portal.db)
    const address = (language: string, id = table) => `/${language}/datasets/${dataset.slug}/explore/${id}/versions`
    for (const [language, words] of [
      ["ar", [/أُضيفت 3 أسطر/, /تغيّر سطر واحد/, /أعمدة جديدة: debit/, /أوّل نسخة/]],
      ["fr", [/3 lignes ajoutées/, /1 ligne changée/, /«\u00a0nombre décimal\u00a0» à «\u00a0texte\u00a0»/i]],
      ["en", [/3 rows added/, /1 row changed/, /First version/]],
    ] as const) {
      const { statusCode, body } = await stranger.get(address(language))
      assert.equal(statusCode, 200)
      for (const word of words) assert.match(body, word)
    }
    assert.equal((await stranger.get(address("fr", file))).statusCode, 200)
    assert.equal((await stranger.get(address("fr", newId()))).statusCode, 404)
    assert.ok((await editor.get(pageOf())).body.includes(address("fr")))
  })
})
