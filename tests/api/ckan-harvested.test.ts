/** What harvesters of CKAN need of us: CKAN's own (ckanext-harvest), and a portal like this one. */
import assert from "node:assert/strict"
import { after, before, describe, it } from "node:test"
import { sql } from "kysely"
import { packageFromDataset } from "../../src/api/ckan/package-dict.ts"
import { type Dataset, type DatasetFacts, insertOrganization } from "../../src/catalogue/index.ts"
import type { FoundRecord } from "../../src/harvest/connector.ts"
import { ckanConnector } from "../../src/harvest/connectors/ckan/index.ts"
import { recordFromPackage } from "../../src/harvest/connectors/ckan/package.ts"
import type { FetchGuarded } from "../../src/platform/fetch/index.ts"
import { newId } from "../../src/platform/ids.ts"
import { readRecords } from "../support/read-records.ts"
import { assertResumable } from "../support/resumed-readings.ts"
import { ids, vocabularies } from "./support/catalogue.ts"
import { oddDatasets } from "./support/odd-datasets.ts"
import { type ApiPortal, apiPortal, baseUrl } from "./support/portal.ts"

let portal: ApiPortal
before(async () => {
  portal = await apiPortal()
})
after(() => portal.close())

type Package = Record<string, unknown> & { id: string; name: string }

/** As ckanext-harvest asks: by GET, under /api/3, in the order of ids. */
async function search(query: Record<string, string>): Promise<Package[]> {
  const asked = new URLSearchParams({ rows: "100", start: "0", sort: "id asc", ...query })
  const { status, body, headers } = await portal.get(`/api/3/action/package_search?${asked}`)
  assert.equal(status, 200, JSON.stringify(body))
  assert.equal(headers["content-type"], "application/json")
  assert.equal(body.success, true)
  return body.result.results
}

const all = [ids.census, ids.museums, ids.prices]
const idsOf = (found: readonly { id: string }[]) => found.map(({ id }) => id)

describe("CKAN's own harvester", () => {
  it("gathers until a page has nothing new: pages past the end are empty, and none repeats the one before", async () => {
    assert.deepEqual(idsOf(await search({ rows: "2" })), all.slice(0, 2))
    assert.deepEqual(idsOf(await search({ rows: "2", start: "2" })), all.slice(2))
    for (const start of ["3", "4", "100", "1000000"]) assert.deepEqual(await search({ rows: "2", start }), [], start)
  })

  it("finds in the search all that package_show would tell", async () => {
    for (const found of await search({})) {
      const { body } = await portal.get(`/api/3/action/package_show?id=${found.id}`)
      assert.deepEqual(found, body.result)
      for (const field of ["resources", "extras", "tags", "groups"]) assert.ok(Array.isArray(found[field]), field)
    }
  })

  it("asks for the window of changes together with organizations and groups to take or to leave out", async () => {
    const window = "metadata_modified:[2026-02-01T09:00:00.000000Z TO *]"
    const cases: readonly (readonly [string, readonly string[]])[] = [
      ["metadata_modified:[2026-02-02T00:00:00.000000Z TO *]", [ids.museums, ids.prices]],
      ["metadata_modified:[2026-02-03T00:00:00.000001Z TO *]", []],
      [`${window} organization:ministere-agriculture`, [ids.census, ids.prices]],
      [`organization:ministere-agriculture OR organization:ministere-culture ${window}`, all],
      [`${window} -organization:ministere-agriculture -organization:personne`, [ids.museums]],
      [`${window} groups:agriculture OR groups:culture`, all],
      [`${window} -groups:culture`, [ids.census]],
      ["metadata_modified:[2026-02-03T00:00:00Z TO *] organization:ministere-culture OR organization:x", []],
    ]
    for (const [fq, expected] of cases) assert.deepEqual(idsOf(await search({ fq })), expected, fq)
  })

  it("compares metadata_modified as text: it grows by the microsecond and has no zone", async () => {
    const modified = (await search({})).map((found) => String(found.metadata_modified))
    for (const one of modified) assert.match(one, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}$/)
    assert.deepEqual([...modified].sort(), modified)
  })

  it("looks organizations and groups up by the ids of the packages, without signing in", async () => {
    for (const found of await search({})) {
      const { body } = await portal.get(`/api/3/action/organization_show?id=${found.owner_org}`)
      const { id, name, title, description, image_url, type, state } = body.result
      assert.deepEqual([id, type, state], [found.owner_org, "organization", "active"])
      assert.match(name, /^[a-z0-9_-]{2,100}$/)
      for (const text of [title, description, image_url]) assert.equal(typeof text, "string")
      for (const group of found.groups as { id: string; name: string }[]) {
        const shown = await portal.get(`/api/3/action/group_show?id=${group.id}`)
        assert.deepEqual([shown.body.result.id, shown.body.result.name], [group.id, group.name])
      }
    }
    const missing = await portal.get("/api/3/action/organization_show?id=01930000-0000-7000-8000-0000000000ff")
    assert.deepEqual([missing.status, missing.body.success, missing.body.error.__type], [404, false, "Not Found Error"])
  })

  it("may keep what it gets: values of CKAN's types, extras as texts under names of their own", async () => {
    for (const found of await search({})) {
      assert.equal(found.type, "dataset")
      assert.match(found.name, /^[a-z0-9_-]{2,100}$/)
      const extras = found.extras as { key: string; value: unknown }[]
      assert.ok(extras.every(({ value }) => typeof value === "string"))
      const keys = extras.map(({ key }) => key)
      assert.equal(new Set(keys).size, keys.length)
      assert.ok(keys.every((key) => !["title", "notes", "tags", "name", "id", "resources"].includes(key)))
      for (const tag of found.tags as { name: string }[]) assert.ok(tag.name.length > 0)
      for (const resource of found.resources as Record<string, unknown>[]) {
        assert.ok(typeof resource.url === "string" && (resource.size === null || Number.isInteger(resource.size)))
        assert.equal(resource.package_id, found.id)
      }
    }
  })

  it("gets all organizations at once, not the first twenty-five, and pages of them where it asks so", async () => {
    const organizations = Array.from({ length: 30 }, (_, at) => ({
      ...{ id: newId(), slug: `office-${String(at).padStart(2, "0")}`, level: "agency" as const },
      name: { fr: `Office ${at}` },
    }))
    await portal.db.transaction().execute(async (tx) => {
      for (const one of organizations) await insertOrganization(tx, one)
    })
    const list = async (query: string) =>
      (await portal.get(`/api/3/action/organization_list?all_fields=true&${query}`)).body.result
    assert.equal((await list("")).length, 32)
    const page = await list("sort=name+asc&limit=25&offset=25")
    assert.deepEqual([page.length, page.at(-1).name], [7, "office-29"])
    const names = (await portal.get("/api/3/action/organization_list")).body.result
    assert.equal(names.length, 32)
  })

  it("is told what the portal is, and the names of all packages and groups", async () => {
    const answers = ["status_show", "package_list", "group_list", "organization_list", "license_list"].map(
      async (action) => (await portal.get(`/api/3/action/${action}`)).body,
    )
    for (const { success, result } of await Promise.all(answers)) assert.ok(success && result)
  })
})

const fetchInProcess: FetchGuarded = async (url) => {
  const answer = await portal.app.inject(url)
  return {
    status: answer.statusCode,
    headers: answer.headers as Record<string, string>,
    url,
    bytes: async () => new Uint8Array(answer.rawPayload),
    text: async () => answer.body,
  }
}

describe("a portal like this one", () => {
  const reading = () => ({ url: `${baseUrl}/`, options: { rows: 1 }, fetch: fetchInProcess, vocabularies })

  it("harvests every dataset, and goes on where it was cut", async () => {
    assert.deepEqual(
      (await readRecords(ckanConnector, reading())).map(({ remoteId, kind, ...rest }) => [
        remoteId,
        kind,
        kind === "dataset" && "problems" in rest && rest.problems?.map(({ code }) => code),
      ]),
      [
        [ids.census, "dataset", []],
        [ids.museums, "dataset", ["unknown-licence"]],
        [ids.prices, "dataset", []],
      ],
    )
    await assertResumable(ckanConnector, reading(), 2)
  })

  it("is given only what changed since it asks", async () => {
    const changedSince = async (moment: string) =>
      (await readRecords(ckanConnector, { ...reading(), since: new Date(moment) })).map(({ remoteId }) => remoteId)
    assert.deepEqual(await changedSince("2026-02-02T00:00:00Z"), [ids.museums, ids.prices])
    assert.deepEqual(await changedSince("2026-02-03T00:00:00.001Z"), [])
    await sql`update dataset set metadata_modified = '2026-02-20T00:00:00Z' where id = ${ids.census}`.execute(portal.db)
    assert.deepEqual(await changedSince("2026-02-03T00:00:00.001Z"), [ids.census])
  })

  for (const dataset of oddDatasets)
    it(`has of “${Object.values(dataset.title)[0]?.slice(0, 30)}” the facts that we have, and reads them again without drift`, () => {
      const first = factsThrough(dataset)
      const expected = sayable(dataset)
      if (dataset.slug !== "jeu-4") assert.deepEqual(pick(first, expected), expected)
      const second = factsThrough(asDataset(dataset, first))
      assert.deepEqual(withoutSpellings(second), withoutSpellings(first))
      assert.deepEqual(factsThrough(asDataset(dataset, second)), second)
    })
})

function factsThrough(dataset: Dataset): DatasetFacts {
  const shown = JSON.parse(JSON.stringify(packageFromDataset(dataset, { vocabularies, baseUrl })))
  const record: FoundRecord = recordFromPackage(shown, 1, { vocabularies, portal: `${baseUrl}/`, language: undefined })
  return record.kind === "dataset" ? record.facts : assert.fail(JSON.stringify(record))
}

/** A package has one word for a format: once we know it, its former spelling is not passed on. */
function withoutSpellings({ distributions, ...facts }: DatasetFacts) {
  return { ...facts, distributions: distributions.map(({ rawFormat: _raw, ...file }) => file) }
}

/** What the facts would be as a dataset of the harvesting portal, under the same ids. */
function asDataset(of: Dataset, { distributions, slugHint: _hint, ...facts }: DatasetFacts): Dataset {
  const { id, slug, state, organization, metadataModified, createdAt } = of
  return {
    ...{ id, slug, state, organization, metadataModified, createdAt, sources: [], editedFields: [] },
    ...facts,
    distributions: distributions.map((file, position) => ({ ...file, id: file.remoteId ?? "", position })),
  }
}

/** The facts of a dataset that must come back as they are: what a vocabulary made of a value, not its former spelling. */
function sayable(dataset: Dataset) {
  const { title, description, keywords, contactPoints, themes, rawThemes, accessRights, spatial, temporal } = dataset
  const { issued, modified, languages, conformsTo, version, licence, frequency, publisher, distributions } = dataset
  return {
    ...(title.und ? {} : { title }),
    ...{ description, keywords, contactPoints, themes, rawThemes, accessRights, spatial, temporal },
    ...{ issued, modified, languages, conformsTo, version },
    licence: licence?.code ?? licence?.raw,
    frequency: frequency?.code ?? frequency?.raw,
    ...(publisher ? { publisher } : {}),
    files: distributions.map((file) => [
      ...[file.id, file.title, file.description, file.accessUrl, file.byteSize, file.checksum, file.documentation],
      ...[file.issued, file.modified, file.languages, file.conformsTo, file.licence?.code ?? file.licence?.raw],
    ]),
  }
}

function pick({ distributions, ...facts }: DatasetFacts, expected: object): object {
  const files = distributions.map((file) => [
    ...[file.remoteId, file.title, file.description, file.accessUrl, file.byteSize, file.checksum, file.documentation],
    ...[file.issued, file.modified, file.languages, file.conformsTo, file.licence?.code ?? file.licence?.raw],
  ])
  const { licence, frequency } = facts
  const plain = { licence: licence?.code ?? licence?.raw, frequency: frequency?.code ?? frequency?.raw, files }
  const known: Record<string, unknown> = { ...facts, ...plain }
  return Object.fromEntries(Object.keys(expected).map((name) => [name, known[name]]))
}
