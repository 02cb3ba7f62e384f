import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { after, before, describe, it } from "node:test"
import { sql } from "kysely"
import { makePreview } from "../../src/harvest/previews.ts"
import { newId } from "../../src/platform/ids.ts"
import { silentLog } from "../../src/platform/log.ts"
import { ids, vocabularies } from "./support/catalogue.ts"
import { settlePeople } from "./support/office-people.ts"
import { type ApiPortal, apiPortal } from "./support/portal.ts"

let portal: ApiPortal
before(async () => {
  portal = await apiPortal()
  await settlePeople(portal)
})
after(() => portal.close())

const by = (as: string, method: "GET" | "POST" | "PATCH" | "PUT", path: string, body?: object, language = "fr") =>
  portal.send(method, `/api/v1${path}`, {
    as,
    ...(body ? { body } : {}),
    headers: { "accept-language": language },
  })

const known = `/sources/${ids.source}`

/** The worker's part, over a CKAN portal in this process. */
async function made(id: string, packages: readonly object[]): Promise<void> {
  const body = JSON.stringify({ success: true, result: { count: packages.length, results: packages } })
  const bytes = new TextEncoder().encode(body)
  await makePreview(id, {
    ...{
      db: portal.db,
      clock: portal.clock,
      vocabularies,
      newId,
      log: silentLog,
      spoolFolder: "/nonexistent",
      checkLinks: async () => {},
    },
    fetch: async (url) => ({ status: 200, url, headers: {}, bytes: async () => bytes, text: async () => body }),
  })
}

describe("a preview by program", () => {
  it("is asked for, waited for at its address, and tells every record in the reader's language", async () => {
    const body = { kind: "ckan", url: "https://ckan.example.tn/", organization: "ministere-agriculture" }
    const asked = await by("coordinator", "POST", "/sources/preview", body)
    assert.equal(asked.status, 202)
    const address = String(asked.headers.location).replace(/^.*\/api\/v1/, "")
    assert.equal(address, `/sources/previews/${asked.body.id}`)
    assert.equal((await by("coordinator", "GET", address)).body.status, "reading")
    await made(asked.body.id, [
      { id: "a", title: "Prix" },
      { id: "b", title: "" },
    ])
    const { body: read } = await by("coordinator", "GET", address, undefined, "ar")
    assert.deepEqual([read.status, read.complete, read.sourceId], ["done", true, null])
    assert.deepEqual(read.counts, { created: 1, updated: 0, unchanged: 0, withdrawn: 0, refused: 1 })
    const refused = read.records.find(({ verdict }: { verdict: string }) => verdict === "refused")
    assert.equal(refused.problems[0].code, "missing-title")
    assert.match(refused.problems[0].message, /لا عنوان/)
    assert.equal((await by("administrator", "GET", address)).status, 404)
    const { rows } = await sql`select from harvest_source where url = ${body.url}`.execute(portal.db)
    assert.equal(rows.length, 0)
  })

  it("of a source that is kept takes what would be changed in it, and refuses what could not be", async () => {
    const asked = await by("coordinator", "POST", `${known}/preview`, { rank: -4, mapping: { drop: ["keywords"] } })
    assert.equal(asked.status, 202)
    assert.equal((await by("coordinator", "GET", `/sources/previews/${asked.body.id}`)).body.sourceId, ids.source)
    const bad = await by("coordinator", "POST", `${known}/preview`, { url: "file:///etc/passwd" })
    assert.deepEqual([bad.status, bad.body.code], [400, "harvest-source-invalid"])
    const strange = await by("coordinator", "POST", `${known}/preview`, { organization: "ministere-culture" })
    assert.equal(strange.status, 403)
  })
})

describe("the mapping of a source by program", () => {
  it("is kept whole, of codes of our lists alone, with days between full readings", async () => {
    const { body: before } = await by("coordinator", "GET", known)
    assert.deepEqual([before.fullEveryDays, before.mapping.licences], [7, {}])
    const [licence] = vocabularies.licences
    const mapping = { licences: { "Licence maison": licence!.code }, exclude: [{ field: "title", value: "test" }] }
    const changed = await by("coordinator", "PATCH", known, { mapping, fullEveryDays: 0, archive: true })
    assert.equal(changed.status, 200)
    const { body } = await by("coordinator", "GET", known)
    assert.deepEqual([body.fullEveryDays, body.archive, body.fullDue], [0, true, true])
    assert.deepEqual(body.mapping, { ...before.mapping, ...mapping })
    for (const wrong of [{ licences: { x: "nonsense" } }, { defaults: { place: "Atlantide" } }]) {
      const refused = await by("coordinator", "PATCH", known, { mapping: wrong })
      assert.deepEqual([refused.status, refused.body.code], [400, "harvest-source-invalid"])
    }
    for (const wrong of [{ drop: ["title"] }, { include: [{ field: "title", value: " " }] }, { other: 1 }])
      assert.equal((await by("coordinator", "PATCH", known, { mapping: wrong })).status, 422)
    assert.equal((await by("coordinator", "PATCH", known, { fullEveryDays: 1000 })).status, 422)
    assert.deepEqual((await by("coordinator", "GET", known)).body.mapping, body.mapping)
  })
})

describe("publishers and corrections by program", () => {
  it("a publisher is set by its key, whatever stands in it, and to no body that the caller does not look after", async () => {
    for (const key of ["onh", "http://portail.tn/org/1?x=y", "الديوان الوطني للزيت"]) {
      const path = `${known}/publishers/${encodeURIComponent(key)}`
      const set = await by("coordinator", "PUT", path, { organization: "ministere-agriculture" })
      assert.equal(set.status, 200, key)
      const { rows } = await sql<{ organization_id: string }>`
        select organization_id from organization_alias where source_id = ${ids.source} and alias = ${key}
      `.execute(portal.db)
      assert.equal(rows[0]?.organization_id, ids.agriculture)
    }
    const path = `${known}/publishers/onh`
    assert.equal((await by("coordinator", "PUT", path, { organization: "ministere-culture" })).status, 403)
    assert.equal((await by("coordinator", "PUT", path, { organization: "nobody" })).status, 422)
    assert.equal((await by("coordinator", "GET", `${known}/publishers`)).status, 200)
  })

  it("corrections stand beside what the source says, page by page, and as CSV that nothing is calculated in", async () => {
    await sql`
      insert into field_edit (entity, entity_id, field, language, value, author)
      select 'dataset', entity_id, field, 'fr', '"=1+1"', 'test'
      from (values ('title'), ('description')) as edited (field)
      cross join (
        select entity_id from source_record
        where source_id = ${ids.source} and kind = 'dataset' and gone_at is null and entity_id = ${ids.census}
      ) as one
    `.execute(portal.db)
    const first = (await by("coordinator", "GET", `${known}/corrections?limit=1`)).body
    assert.deepEqual(
      [first.items[0].field, first.items[0].language, first.items[0].ours],
      ["description", "fr", "=1+1"],
    )
    const rest = (await by("coordinator", "GET", `${known}/corrections?cursor=${first.next}`)).body
    assert.deepEqual([rest.items.map(({ field }: { field: string }) => field), rest.next], [["title"], null])
    assert.equal((await by("coordinator", "GET", `${known}/corrections?cursor=x`)).status, 400)
    const file = await by("coordinator", "GET", `${known}/corrections.csv`, undefined, "ar")
    assert.match(String(file.headers["content-type"]), /^text\/csv; charset=utf-8$/)
    assert.match(String(file.body), /^\ufeffمعرّف السجل/)
    assert.match(String(file.body), /,'=1\+1,/)
    const asked = await portal.send("GET", `/api/v1${known}/corrections?limit=1`, {
      ...{ as: "coordinator", headers: { accept: "text/csv, application/json;q=0.5", "accept-language": "ar" } },
    })
    assert.equal(String(asked.body), String(file.body))
    assert.match(String(asked.headers.vary), /\baccept\b(?!-)/)
  })

  it("a code that the source writes in its own word is no correction, and another code is one", async () => {
    const corrected = async () => {
      const { body } = await by("coordinator", "GET", `${known}/corrections`)
      return body.items.map(({ field }: { field: string }) => field)
    }
    const before = await corrected()
    const snapshot = { frequency: { code: "ANNUAL", raw: "annuelle" }, themes: [{ code: "AGRI", raw: "Cultures" }] }
    await sql`
      update source_record set snapshot = ${JSON.stringify(snapshot)} where source_id = ${ids.source} and remote_id = 'remote-1'
    `.execute(portal.db)
    const say = (field: string, value: object) =>
      sql`
        insert into field_edit (entity, entity_id, field, language, value, author)
        values ('dataset', ${ids.census}, ${field}, '', ${JSON.stringify(value)}, 'test')
        on conflict (entity, entity_id, field, language) do update set value = excluded.value
      `.execute(portal.db)
    await say("frequency", { code: "ANNUAL" })
    await say("themes", [{ code: "AGRI" }])
    assert.deepEqual(await corrected(), before)
    await say("frequency", { code: "MONTHLY" })
    await say("themes", [{ code: "AGRI" }, { raw: "Cultures" }])
    assert.deepEqual(await corrected(), [...before, "frequency", "themes"].sort())
  })
})

describe("a source by program", () => {
  const certificate = (name: string) =>
    readFileSync(join(import.meta.dirname, `../support/certificates/${name}.pem`), "utf8")
  const aSource = { kind: "ckan", url: "https://new.example.tn/ckan", organization: "ministere-agriculture" }

  it("is added with copies of its files and certificates of its own, whose owners are told", async () => {
    const made = await by("coordinator", "POST", "/sources", {
      ...aSource,
      ...{ archive: true, extraCa: `by mail:\r\n${certificate("root")}` },
    })
    assert.equal(made.status, 201)
    assert.deepEqual([made.body.archive, made.body.extraCa], [true, certificate("root")])
    const { subject, validTo, fingerprint } = made.body.certificates[0]
    assert.deepEqual([subject, validTo], ["O=Tests of Fihrist, CN=Root", "2120-01-01T00:00:00.000Z"])
    assert.match(fingerprint, /^([0-9A-F]{2}:){31}[0-9A-F]{2}$/)
    const again = await by("coordinator", "POST", "/sources", { ...aSource, url: `${aSource.url}/` })
    assert.deepEqual([again.status, again.body.code], [409, "harvest-source-exists"])
  })

  it("keeps its certificates until they are changed or taken away by null; a server's own, or a key, is refused", async () => {
    const patch = (body: object) => by("coordinator", "PATCH", known, body)
    const both = certificate("root") + certificate("intermediate")
    assert.equal((await patch({ extraCa: both })).body.certificates.length, 2)
    assert.equal((await patch({ rank: -1, archive: false })).body.extraCa, both)
    for (const [extraCa, rule] of [
      [certificate("server"), "of-server"],
      ["-----BEGIN PRIVATE KEY-----", "private-key"],
      ["\u0000", undefined],
    ] as const) {
      const refused = await patch({ extraCa })
      assert.ok([400, 422].includes(refused.status), extraCa)
      if (rule) assert.deepEqual([refused.body.errors[0].field, refused.body.errors[0].rule], ["extraCa", rule])
    }
    const { body } = await patch({ extraCa: null })
    assert.deepEqual([body.extraCa, body.certificates], [null, []])
  })

  it("is listed by its words, kind, body and state; bodies of others and of nobody have none", async () => {
    const listed = async (query: string, as = "coordinator") => {
      const { status, body } = await by(as, "GET", `/sources?${query}`)
      return status === 200 ? body.items.map(({ url }: { url: string }) => url) : body.code
    }
    const [old, made] = ["https://agri.example/", aSource.url]
    assert.deepEqual(await listed("q=new.example"), [made])
    assert.deepEqual(await listed("q=Portail+AGRICOLE"), [old])
    assert.deepEqual(await listed("kind=ckan&state=never"), [old, made])
    assert.deepEqual(await listed("kind=dcat"), [])
    assert.deepEqual(await listed("state=stopped"), [])
    for (const ref of ["ministere-agriculture", ids.agriculture])
      assert.deepEqual(await listed(`organization=${ref}`), [old, made])
    for (const ref of ["ministere-culture", "nobody"]) assert.deepEqual(await listed(`organization=${ref}`), [])
    for (const query of ["q=%00", "organization=%00"]) assert.equal(await listed(query), "bad-request")
    assert.deepEqual(await listed("organization=ministere-agriculture", "administrator"), [old, made])
    assert.equal(await listed("state=asleep"), "invalid-parameter")
  })
})
