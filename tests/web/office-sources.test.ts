import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { after, before, describe, it } from "node:test"
import { sql } from "kysely"
import {
  connectorKinds,
  type HarvestDeps,
  optionsOfKind,
  runHarvest,
  type StoredSource,
  sourceById,
} from "../../src/harvest/index.ts"
import { makePreview } from "../../src/harvest/previews.ts"
import { FetchRefused } from "../../src/platform/fetch/index.ts"
import { newId } from "../../src/platform/ids.ts"
import { migrateJobs } from "../../src/platform/jobs/index.ts"
import { silentLog } from "../../src/platform/log.ts"
import { adminMessages, languages, sourceFormMessages } from "../../src/texts/index.ts"
import { aColleague, bodyId, type Colleague } from "../support/office-people.ts"
import { tunisianVocabularies } from "../support/vocabularies.ts"
import { type SamplePortal, samplePortal } from "./sample-portal.ts"

const hostile = `"><script>alert(1)</script>`
const escaped = /&lt;script>alert\(1\)/

let portal: SamplePortal
let coordinator: Colleague
let reader: Colleague
let stranger: Colleague
let administrator: Colleague
let deps: HarvestDeps
let folder: string
let agriculture: string
/** What the portal that is harvested has. */
let shown: readonly Record<string, unknown>[] = []

before(async () => {
  portal = await samplePortal({ demo: true })
  await migrateJobs(portal.databaseUrl)
  coordinator = await aColleague(portal, { role: "coordinator", at: "agriculture" })
  reader = await aColleague(portal, { role: "reader", at: "agriculture" })
  stranger = await aColleague(portal, { role: "coordinator", at: "transport" })
  administrator = await aColleague(portal, { administrator: true })
  agriculture = await bodyId(portal.db, "agriculture")
  folder = await mkdtemp(join(tmpdir(), "fihrist-sources-"))
  const { db, clock } = portal
  deps = {
    ...{ db, clock, newId, log: silentLog, spoolFolder: folder, checkLinks: async () => {} },
    vocabularies: await tunisianVocabularies(),
    fetch: async (text) => {
      const url = new URL(text)
      if (url.host !== "ckan.example") throw new FetchRefused("timeout", "nobody answers")
      const [start, rows] = ["start", "rows"].map((name) => Number(url.searchParams.get(name)))
      const results = shown.slice(start, start! + rows!)
      const body = JSON.stringify({ success: true, result: { count: shown.length, results } })
      const bytes = new TextEncoder().encode(body)
      return { status: 200, url: text, headers: {}, bytes: async () => bytes, text: async () => body }
    },
  }
})
after(async () => {
  await portal.close()
  await rm(folder, { recursive: true })
})

const aPackage = (id: string, more: object = {}) => ({
  id,
  title: `Jeu ${id}`,
  resources: [{ id: `r-${id}`, url: `http://files.example/${id}.csv`, format: "CSV" }],
  ...more,
})

let addresses = 0

/** Fields of the form of a new source, at an address of its own. */
function written(more: Record<string, string> = {}): Record<string, string> {
  addresses += 1
  return { kind: "ckan", url: `http://ckan.example/s${addresses}/`, organization: agriculture, ...more }
}

async function added(more: Record<string, string> = {}, by = coordinator): Promise<string> {
  await by.get("/fr/office/sources/new?kind=ckan")
  const answer = await by.post("/fr/office/sources/new", written(more))
  assert.equal(answer.statusCode, 303, answer.body)
  return /sources\/([0-9a-f-]{36})/.exec(String(answer.headers.location))![1]!
}

async function known(id: string): Promise<StoredSource> {
  const source = await sourceById(portal.db, id)
  assert.ok(source)
  return source
}

const pathOf = (answer: { headers: Record<string, unknown> }) => String(answer.headers.location).split(/[?#]/)[0]!

describe("the page of a source", () => {
  it("says in words when it is harvested every day, and any other moment as it was written, left to right", async () => {
    const daily = await added({ customSchedule: "40 4 * * *" })
    const pages = { ar: "كل يوم على الساعة 04:40", fr: "Chaque jour à 04:40", en: "Every day at 04:40" }
    for (const [language, words] of Object.entries(pages))
      assert.ok((await coordinator.get(`/${language}/office/sources/${daily}`)).body.includes(words), language)
    const odd = await added({ customSchedule: "30 4 * * 1-5" })
    assert.match((await coordinator.get(`/ar/office/sources/${odd}`)).body, /<bdi dir="ltr">30 4 \* \* 1-5<\/bdi>/)
  })
})

describe("kinds of sources", () => {
  it("are all offered, each explained with a sign to know it by, in three languages", async () => {
    for (const language of languages) {
      const { body, statusCode } = await coordinator.get(`/${language}/office/sources/new`)
      assert.equal(statusCode, 200)
      for (const kind of connectorKinds) {
        assert.equal(body.split(`/sources/new?kind=${kind}"`).length, 2, kind)
        assert.ok(
          adminMessages[language].kinds[kind] && sourceFormMessages[language].signs[kind],
          `${kind} ${language}`,
        )
      }
    }
  })

  it("have options with a name in three languages, and choices where they are a choice", async () => {
    for (const kind of connectorKinds)
      for (const { name } of optionsOfKind(kind))
        for (const language of languages)
          assert.ok(sourceFormMessages[language].optionLabels[name], `${kind}: ${name}: ${language}`)
    const { body } = await coordinator.get("/ar/office/sources/new?kind=files")
    assert.match(body, /<select name="options\.group"/)
  })
})

describe("the form of a source", () => {
  it("keeps what was typed where it is refused, and says what to do at the field", async () => {
    await coordinator.get("/fr/office/sources/new?kind=ckan")
    const fields = written({
      fullEveryDays: "soon",
      rank: "5",
      "displayName.ar": "بوابة",
      name: hostile,
      archive: "yes",
    })
    const refused = await coordinator.post("/fr/office/sources/new", fields)
    assert.equal(refused.statusCode, 422)
    assert.match(refused.body, /href="#f-fullEveryDays"/)
    assert.match(refused.body, /entre 0 et 365/)
    assert.match(refused.body, /value="soon"/)
    assert.match(refused.body, escaped)
    assert.match(refused.body, /name="archive"[^>]* checked/)
  })

  it("takes certificates of authorities, shows whose they are, and says what is wrong with others", async () => {
    const certificate = (name: string) =>
      readFileSync(join(import.meta.dirname, `../support/certificates/${name}.pem`), "utf8")
    const id = await added({ extraCa: certificate("root").replaceAll("\n", "\r\n") })
    assert.equal((await known(id)).extraCa, certificate("root"))
    for (const [language, until] of [
      ["ar", "صالحة إلى"],
      ["fr", "Valable jusqu’au"],
      ["en", "Valid until"],
    ]) {
      const { body } = await coordinator.get(`/${language}/office/sources/${id}/edit`)
      assert.match(body, /<details class="f" id="certificates" open>/)
      assert.match(body, /O=Tests of Fihrist, CN=Root/)
      assert.ok(body.includes(`${until} `), language)
    }
    const { url } = await known(id)
    const send = (extraCa: string) => coordinator.post(`/fr/office/sources/${id}/edit`, { ...written(), url, extraCa })
    const refused = await send(certificate("server"))
    assert.equal(refused.statusCode, 422)
    assert.match(refused.body, /href="#f-extraCa"/)
    assert.match(refused.body, /certificat du serveur lui-même/)
    assert.match((await send(`${certificate("root")}-----BEGIN PRIVATE KEY-----`)).body, /clé privée, qui/)
    assert.equal((await known(id)).extraCa, certificate("root"))
    assert.equal((await send("")).statusCode, 303)
    assert.equal((await known(id)).extraCa, undefined)
  })

  it("keeps days between full readings and the rank", async () => {
    const id = await added({ fullEveryDays: "0", rank: "-7", archive: "yes" })
    const { fullEveryDays, rank, archive } = await known(id)
    assert.deepEqual([fullEveryDays, rank, archive], [0, -7, true])
    assert.match((await coordinator.get(`/fr/office/sources/${id}/edit`)).body, /name="fullEveryDays" value="0"/)
  })

  it("lets nobody but administrators put a source before others, and says so at the field", async () => {
    await coordinator.get("/fr/office/sources/new?kind=ckan")
    const refused = await coordinator.post("/fr/office/sources/new", written({ rank: "5" }))
    assert.equal(refused.statusCode, 403)
    assert.match(refused.body, /href="#f-rank"/)
    assert.equal((await known(await added({ rank: "5" }, administrator))).rank, 5)
  })

  it("of a source that speaks for others leaves to administrators whose the datasets are, and its address", async () => {
    const id = await added({ organizations: "remote" }, administrator)
    const { url } = await known(id)
    const form = await coordinator.get(`/fr/office/sources/${id}/edit`)
    assert.match(form.body, /name="url"[^>]*readonly/)
    const fields = { url, organization: agriculture, schedule: "0 2 * * *", "displayName.fr": "Portail agricole" }
    assert.equal((await coordinator.post(`/fr/office/sources/${id}/edit`, fields)).statusCode, 303)
    const { organizations, schedule } = await known(id)
    assert.deepEqual([organizations, schedule], ["remote", "0 2 * * *"])
    const moved = await coordinator.post(`/fr/office/sources/${id}/edit`, { ...fields, url: "http://other.example/" })
    assert.equal(moved.statusCode, 403)
    assert.equal((await known(id)).url, url)
  })
})

describe("a preview", () => {
  const asked = async (fields: Record<string, string>, by = coordinator) => {
    await by.get("/fr/office/sources/new?kind=ckan")
    const answer = await by.post("/fr/office/sources/new", { ...fields, act: "preview" })
    assert.equal(answer.statusCode, 303, answer.body)
    return pathOf(answer)
  }

  it("of a source that is not kept waits without scripts, shows every record, and is saved with all that was typed", async () => {
    shown = [
      aPackage("a1", { title: `Prix ${hostile}` }),
      aPackage("a2", { license_title: "Licence maison" }),
      aPackage("a3", { title: "" }),
    ]
    const fields = written({
      "displayName.ar": "بوابة الأسعار",
      rank: "-3",
      fullEveryDays: "30",
      customSchedule: "5 4 * * *",
    })
    const path = await asked(fields)
    const waiting = await coordinator.get(path)
    assert.match(waiting.body, /Lecture de la source/)
    assert.equal(waiting.headers.refresh, "3")
    assert.match(waiting.body, new RegExp(`href="${path}\\?refresh=no"`))
    assert.equal((await coordinator.get(`${path}?refresh=no`)).headers.refresh, undefined)

    await makePreview(path.split("/").at(-1)!, deps)
    for (const language of languages) {
      const { body, headers } = await coordinator.get(path.replace("/fr/", `/${language}/`))
      assert.equal(headers.refresh, undefined)
      assert.doesNotMatch(body, /<script>alert/)
      assert.match(body, escaped)
      assert.match(body, /Licence maison/)
      assert.match(body, /missing-title/)
    }
    const { rows } = await sql`select from harvest_source where url = ${fields.url}`.execute(portal.db)
    assert.equal(rows.length, 0)

    const back = await coordinator.get(`/fr/office/sources/new?preview=${path.split("/").at(-1)}`)
    assert.match(back.body, /value="بوابة الأسعار"/)
    assert.match(back.body, /value="5 4 \* \* \*"/)

    const page = await coordinator.get(path)
    const saved = await coordinator.post("/fr/office/sources/new", hiddenIn(page.body))
    const source = await known(/sources\/([0-9a-f-]{36})/.exec(String(saved.headers.location))![1]!)
    assert.deepEqual(
      [source.url, source.displayName, source.rank, source.fullEveryDays, source.schedule],
      [fields.url, { ar: "بوابة الأسعار" }, -3, 30, "5 4 * * *"],
    )
  })

  it("of a source that is kept shows what an edit would change, old and new, and what would go", async () => {
    const id = await added()
    shown = [aPackage("b1"), aPackage("b2", { title: "يبقى" })]
    await runHarvest(id, deps)
    shown = [aPackage("b1", { title: "Jeu corrigé" })]
    const { url } = await known(id)
    await coordinator.get(`/fr/office/sources/${id}/edit`)
    const fields = { url, organization: agriculture, rank: "-9", act: "preview" }
    const path = pathOf(await coordinator.post(`/fr/office/sources/${id}/edit`, fields))
    await makePreview(path.split("/").at(-1)!, deps)
    const { body } = await coordinator.get(path)
    assert.match(body, /<del>b1<\/del><ins>corrigé<\/ins>/)
    assert.match(body, /À retirer/)
    assert.match(body, /<bdi lang="ar" dir="rtl">يبقى/)
    assert.match(body, /Enregistrer les modifications/)
    assert.equal((await known(id)).rank, 0)
    await coordinator.post(`/fr/office/sources/${id}/edit`, hiddenIn(body))
    assert.equal((await known(id)).rank, -9)
  })

  it("says in words why a source cannot be read or kept, and what was typed is not lost", async () => {
    const unreachable = await asked({ ...written(), url: "http://down.example/" })
    await makePreview(unreachable.split("/").at(-1)!, deps)
    const { body } = await coordinator.get(unreachable)
    assert.match(body, /n’a pas pu être lue/)
    assert.match(body, /name="url" value="http:\/\/down\.example\/"/)
    const id = await added()
    const taken = await asked({ ...written(), url: (await known(id)).url })
    await makePreview(taken.split("/").at(-1)!, deps)
    const refused = await coordinator.get(taken)
    assert.match(refused.body, /déjà une source/)
    assert.doesNotMatch(refused.body, /Enregistrer cette source/)
  })

  it("is read by who asked for it alone, and asked for by those alone who may keep the source", async () => {
    const path = await asked(written())
    for (const other of [stranger, administrator]) assert.equal((await other.get(path)).statusCode, 404)
    const stolen = await stranger.get(`/fr/office/sources/new?preview=${path.split("/").at(-1)}`)
    assert.doesNotMatch(stolen.body, /ckan\.example/)
    await stranger.get("/fr/office/sources/new?kind=ckan")
    const refused = await stranger.post("/fr/office/sources/new", { ...written(), act: "preview" })
    assert.equal(refused.statusCode, 403)
    for (const id of ["x", newId()])
      assert.equal((await coordinator.get(`/fr/office/sources/previews/${id}`)).statusCode, 404)
  })
})

/** What a form of a page posts that says nothing but what is hidden in it: the first after the crumbs. */
function hiddenIn(body: string): Record<string, string> {
  const form = /<form[^>]*class="one"[^>]*>(?:(?!<\/form>).)*name="kind".*?<\/form>/s.exec(body)![0]
  const inputs = [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)]
  return Object.fromEntries(
    inputs.map(([, name, value]) => [name!, value!.replaceAll("&quot;", '"').replaceAll("&amp;", "&")]),
  )
}

describe("the mapping of a source", () => {
  let id: string
  let here: string
  before(async () => {
    id = await added()
    here = `/fr/office/sources/${id}/mapping`
    shown = [
      aPackage("m1", { license_title: "Licence maison" }),
      aPackage("m2", { license_title: "Licence maison" }),
      aPackage("m3", { license_title: hostile }),
    ]
    await runHarvest(id, deps)
    await coordinator.get(here)
  })
  const post = (fields: Record<string, string | string[]>) => coordinator.post(here, fields)

  it("lists what nobody here knows, the most frequent first, as text", async () => {
    const { body } = await coordinator.get(here)
    assert.ok(body.indexOf('value="Licence maison"') > 0)
    assert.ok(body.indexOf('value="Licence maison"') < body.indexOf('name="raw" value="&quot;'))
    assert.doesNotMatch(body, /<script>alert/)
    assert.match(body, /2 fiches/)
  })

  it("takes a meaning for several words at once, offers a run that compares all anew, and takes it away again", async () => {
    const answer = await post({ act: "licences", raw: ["Licence maison", hostile], code: ["cc-by-4.0", ""] })
    assert.equal(answer.headers.location, `${here}?done=saved`)
    assert.deepEqual((await known(id)).mapping.licences, { "Licence maison": "cc-by-4.0" })
    const { body } = await coordinator.get(here)
    assert.match(body, /comparera toutes les fiches à nouveau/)
    assert.match(body, /name="act" value="run"/)
    await post({ act: "licences", raw: "Licence maison", code: "" })
    assert.deepEqual((await known(id)).mapping.licences, {})
  })

  it("refuses codes of no list of ours, and keeps a word that is the name of something in the language of programs", async () => {
    const nonsense: Record<string, string>[] = [
      { act: "licences", raw: "x", code: "nonsense" },
      { act: "themes", raw: "x", code: "constructor" },
      { act: "themes", raw: "", code: "health" },
      { act: "themes", raw: "x".repeat(501), code: "health" },
      { act: "defaults", licence: "nonsense" },
      { act: "defaults", frequency: "SOMETIMES" },
    ]
    for (const fields of nonsense) assert.equal((await post(fields)).statusCode, 422, JSON.stringify(fields))
    for (const raw of ["constructor", "__proto__", "toString"])
      assert.equal((await post({ act: "licences", raw, code: "cc-by-4.0" })).statusCode, 303)
    assert.equal((await known(id)).mapping.licences.constructor, "cc-by-4.0")
    assert.equal((await coordinator.get(here)).statusCode, 200)
    for (const act of ["constructor", "", "publishers"]) assert.equal((await post({ act })).statusCode, 404)
  })

  it("keeps defaults of our lists, a place by its name, and shows again what it cannot keep", async () => {
    const refused = await post({ act: "defaults", place: "Atlantide", contactEmail: "nobody" })
    assert.equal(refused.statusCode, 422)
    assert.match(refused.body, /value="Atlantide"/)
    assert.match(refused.body, /value="nobody"/)
    assert.match(refused.body, /href="#f-place"/)
    await post({ act: "defaults", licence: "cc-by-4.0", frequency: "ANNUAL", place: "Bizerte (gouvernorat)" })
    await post({
      act: "defaults",
      licence: "cc-by-4.0",
      frequency: "ANNUAL",
      place: "iso:TN-23",
      contactEmail: "a@b.tn",
    })
    const { defaults } = (await known(id)).mapping
    assert.deepEqual(defaults, {
      licence: "cc-by-4.0",
      frequency: "ANNUAL",
      place: "iso:TN-23",
      contactEmail: "a@b.tn",
    })
  })

  it("adds and removes filters and fields by one post each, twice with the same outcome", async () => {
    const filter = { list: "exclude", field: "keyword", value: hostile }
    for (const _again of [1, 2]) await post({ act: "filter-add", ...filter })
    assert.deepEqual((await known(id)).mapping.exclude, [{ field: "keyword", value: hostile }])
    assert.match((await coordinator.get(here)).body, escaped)
    for (const _again of [1, 2]) await post({ act: "filter-remove", ...filter })
    assert.deepEqual((await known(id)).mapping.exclude, [])
    const refused = await post({ act: "filter-add", list: "include", field: "title", value: " " })
    assert.match(refused.body, /href="#f-include-value"/)
    assert.equal((await post({ act: "filter-add", list: "both", field: "title", value: "x" })).statusCode, 422)
    await post({ act: "drop", drop: ["keywords", "title", "themes"] })
    assert.deepEqual((await known(id)).mapping.drop, ["keywords", "themes"])
  })

  it("says that publishers do not matter where all is of one body", async () => {
    assert.match((await coordinator.get(here)).body, /Tous les jeux de cette source sont à/)
  })
})

describe("publishers of a source", () => {
  it("are shown with the body each one is, searched, and set by one button; never to a body that is not hers", async () => {
    const id = await added({ organizations: "remote" }, administrator)
    shown = [aPackage("p1", { organization: { id: "o-1", name: "onh", title: `Office ${hostile}` } })]
    await runHarvest(id, deps)
    const here = `/fr/office/sources/${id}/mapping`
    const { body } = await administrator.get(`${here}?publisher=o-1&q=transp`)
    assert.match(body, escaped)
    assert.doesNotMatch(body, /<script>alert/)
    assert.match(body, new RegExp(`name="organization" value="${await bodyId(portal.db, "transport")}"`))
    const toTransport = { act: "publisher", publisher: "o-1", organization: "transport" }
    const done = await administrator.post(here, toTransport)
    assert.equal(done.headers.location, `${here}?done=saved`)
    shown = [aPackage("p1", { organization: { id: "o-1", name: "onh", title: "Office" } })]
    await runHarvest(id, deps)
    const [dataset] = (
      await sql<{ slug: string }>`
        select organization.slug
        from source_record
        join dataset on dataset.id = entity_id
        join organization on organization.id = dataset.organization_id
        where source_id = ${id}
      `.execute(portal.db)
    ).rows
    assert.equal(dataset?.slug, "transport")

    await coordinator.get(here)
    assert.equal((await coordinator.post(here, { ...toTransport, organization: agriculture })).statusCode, 303)
    assert.equal((await coordinator.post(here, toTransport)).statusCode, 403)
    for (const fields of [
      { ...toTransport, organization: "nobody" },
      { ...toTransport, publisher: "" },
      { ...toTransport, publisher: "k".repeat(501) },
    ])
      assert.equal((await coordinator.post(here, fields)).statusCode, 422)
    const found = await coordinator.get(`${here}?publisher=o-1&q=transp`)
    assert.doesNotMatch(found.body, new RegExp(`name="organization" value="${await bodyId(portal.db, "transport")}"`))
  })
})

describe("corrections", () => {
  it("stand beside what the source says, and are taken away as a table that nothing is calculated in", async () => {
    const id = await added()
    shown = [aPackage("c1", { title: "Jeu d’origine", license_id: "cc-by" })]
    const run = await runHarvest(id, deps)
    const dataset = run.records[0]!.datasetId!
    const edit = (field: string, language: string, value: unknown) =>
      sql`
      insert into field_edit (entity, entity_id, field, language, value, author)
      values ('dataset', ${dataset}, ${field}, ${language}, ${JSON.stringify(value)}, 'test')
    `.execute(portal.db)
    await edit("title", "fr", '=HYPERLINK("http://evil.example";"x")')
    await edit("description", "ar", hostile)
    await edit("licence", "", { code: "cc-by-sa-4.0" })
    const here = `/office/sources/${id}/corrections`
    for (const language of languages) {
      const { body, statusCode } = await coordinator.get(`/${language}${here}`)
      assert.equal(statusCode, 200)
      assert.match(body, /Jeu d’origine/)
      assert.match(body, escaped)
      assert.match(body, /<td lang="ar" dir="rtl"|<td data-head/)
    }
    const file = await coordinator.get(`/ar${here}.csv`)
    assert.match(String(file.headers["content-type"]), /^text\/csv/)
    const lines = file.body.split("\r\n")
    assert.ok(file.body.startsWith("\ufeff") && lines[0]!.includes("في المصدر"))
    assert.equal(lines.length, 1 + 3 + 1)
    assert.match(file.body, /"'=HYPERLINK/)
    assert.doesNotMatch(file.body, /,"?=HYPERLINK/)
    for (const query of [
      "?record=%01&field=title",
      `?record=${"x".repeat(5000)}&field=title&language=fr`,
      "?record=c1",
    ])
      assert.equal((await coordinator.get(`/fr${here}${query}`)).statusCode, 200, query)
  })

  it("are none where nothing was corrected", async () => {
    const id = await added()
    const { body } = await coordinator.get(`/en/office/sources/${id}/corrections`)
    assert.match(body, /No correction made here/)
    assert.doesNotMatch(body, /corrections\.csv/)
  })
})

describe("the page of a source", () => {
  it("says how it fares, how each run read, how long it took, and leads to its public datasets", async () => {
    const id = await added()
    shown = [aPackage("s1"), aPackage("s2", { title: "" })]
    await runHarvest(id, deps)
    portal.clock.set(new Date(portal.clock.now().getTime() + 3_600_000).toISOString())
    await runHarvest(id, deps)
    const { body } = await coordinator.get(`/fr/office/sources/${id}`)
    assert.match(body, new RegExp(`/fr/datasets\\?source=${id}`))
    assert.match(body, /role="img" aria-label="Fiches lues à chaque moisson/)
    assert.match(body, /complète|rien de neuf/)
    for (const page of ["mapping", "corrections", "edit"]) assert.match(body, new RegExp(`/sources/${id}/${page}"`))
    await coordinator.post(`/fr/office/sources/${id}`, { act: "preview" })
    assert.equal((await coordinator.post(`/fr/office/sources/${id}`, { act: "constructor" })).statusCode, 404)
  })

  it("is for those who answer for its body, as are all pages of it", async () => {
    const id = await added()
    for (const path of ["", "/edit", "/mapping", "/corrections", "/corrections.csv"]) {
      for (const other of [stranger, reader])
        assert.equal((await other.get(`/fr/office/sources/${id}${path}`)).statusCode, 403, path)
      for (const none of ["x", newId()])
        assert.equal((await coordinator.get(`/fr/office/sources/${none}${path}`)).statusCode, 404, path)
    }
    await stranger.get("/fr/office")
    for (const [path, fields] of [
      ["", { act: "preview" }],
      ["/edit", { ...written(), act: "preview" }],
      ["/mapping", { act: "drop", drop: "themes" }],
      ["/mapping", { act: "publisher", publisher: "o", organization: "transport" }],
    ] as const)
      assert.equal((await stranger.post(`/fr/office/sources/${id}${path}`, fields)).statusCode, 403, path)
    assert.deepEqual((await known(id)).mapping.drop, [])
  })
})

describe("the list of sources", () => {
  it("is searched by name, address, kind and state, and says where nothing fits", async () => {
    const id = await added({ "displayName.ar": "بوابة الزيتون 100%" })
    const listed = async (query: Record<string, string>) => {
      const { body, statusCode } = await coordinator.get(`/fr/office/sources?${new URLSearchParams(query)}`)
      assert.equal(statusCode, 200)
      return body.includes(`/sources/${id}"`)
    }
    assert.equal(await listed({ q: "الزيتون" }), true)
    assert.equal(await listed({ q: "0%" }), true)
    assert.equal(await listed({ q: "1_0" }), false)
    assert.equal(await listed({ kind: "ckan", state: "never", q: "الزيتون" }), true)
    assert.equal(await listed({ kind: "csw" }), false)
    for (const state of ["running", "waiting", "failed", "done", "stopped"])
      assert.equal(await listed({ state, q: "الزيتون" }), false)
    const odd: Record<string, string>[] = [
      { q: hostile },
      { q: "\u0001" },
      { kind: "constructor", state: "x" },
      { q: "%" },
    ]
    for (const query of odd) await listed(query)
    const none = await coordinator.get(`/fr/office/sources?q=${encodeURIComponent(hostile)}`)
    assert.match(none.body, /Aucune source ne correspond/)
    assert.doesNotMatch(none.body, /<script>alert/)
  })
})
