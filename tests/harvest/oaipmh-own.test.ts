import assert from "node:assert/strict"
import { after, before, describe, it } from "node:test"
import { sql } from "kysely"
import { type Dataset, datasetsByIds } from "../../src/catalogue/index.ts"
import type { FoundRecord } from "../../src/harvest/connector.ts"
import { oaipmhConnector } from "../../src/harvest/connectors/oaipmh/index.ts"
import type { FetchGuarded } from "../../src/platform/fetch/index.ts"
import { ids, insertDataset, vocabularies } from "../api/support/catalogue.ts"
import { type ApiPortal, apiPortal, baseUrl } from "../api/support/portal.ts"
import { readRecords } from "../support/read-records.ts"

const oaiId = (id: string) => `oai:127.0.0.1:dataset/${id}`
const rich = "01930000-0000-7000-8000-000000000041"

let portal: ApiPortal
const asked: URL[] = []
before(async () => {
  portal = await apiPortal()
  await insertDataset(portal.db, {
    ...{ id: rich, slug: "barrages", organizationId: ids.agriculture, metadataModified: "2026-02-20T00:00:00Z" },
    facts: {
      title: { ar: "مناسيب السدود & الأودية", fr: "Niveaux des barrages <nord>" },
      description: { ar: "قياسات يومية\nلكل السدود.", fr: "Mesures quotidiennes de tous les barrages du nord." },
      keywords: { ar: ["سدود"], fr: ["barrages", "eau, sol"], und: ["SIG"] },
      themes: ["agriculture", "culture"],
      licence: { raw: "Licence interne" },
      accessRights: "restricted",
      issued: "2020-01-01",
      modified: "2026-02-01",
      spatial: [{ code: "iso:TN-11" }, { label: { fr: "Bassin de la Medjerda" } }],
      temporal: [{ start: "1990" }, { start: "2001-01-01", end: "2001-12-31" }],
      languages: ["ar", "fr"],
      distributions: [
        { downloadUrl: "https://eau.example/barrages.csv?a=1&b=2", format: "CSV", mediaType: "text/csv" },
        { accessUrl: "https://eau.example/api/barrages" },
      ],
    },
  })
})
after(() => portal.close())

const fetch: FetchGuarded = async (url) => {
  asked.push(new URL(url))
  const { pathname, search } = new URL(url)
  const answer = await portal.app.inject({ url: pathname + search })
  return {
    ...{ status: answer.statusCode, url, headers: answer.headers as Record<string, string> },
    bytes: async () => answer.rawPayload,
    text: async () => answer.body,
  } as Awaited<ReturnType<FetchGuarded>>
}

async function harvest(asking: { options?: Record<string, unknown>; since?: Date } = {}): Promise<FoundRecord[]> {
  const { options = {}, ...context } = asking
  return readRecords(oaipmhConnector, { url: `${baseUrl}/oai`, options, fetch, vocabularies, ...context })
}

async function factsByDataset(options: Record<string, unknown> = {}) {
  const found = await harvest({ options })
  return new Map(found.flatMap((one) => (one.kind === "dataset" ? [[one.remoteId, one] as const] : [])))
}

/** What Dublin Core can say of a dataset, as our own connector puts it. */
function expectedFacts(one: Dataset): Record<string, unknown> {
  const { title, description, keywords, themes, accessRights, languages, temporal, distributions } = one
  const dates = [one.issued, one.modified].filter((date) => date !== undefined).sort()
  return {
    ...{ title, description, keywords, accessRights, languages, temporal },
    themes: themes && [...themes].sort(),
    issued: dates[0],
    modified: dates[1],
    identifier: one.identifier ?? `${baseUrl}/id/dataset/${one.id}`,
    landingPage: one.landingPage ?? `${baseUrl}/id/dataset/${one.id}`,
    publisher: one.organization.name,
    licence: one.licence?.code ?? one.licence?.raw,
    places: one.spatial?.map(({ code, bbox, label }) => code ?? bbox ?? label),
    files: distributions.map(({ downloadUrl, accessUrl, format }) => [downloadUrl ?? accessUrl, format]),
  }
}

function foundFacts({ facts }: Extract<FoundRecord, { kind: "dataset" }>): Record<string, unknown> {
  const { title, description, keywords, themes, accessRights, languages, temporal, distributions } = facts
  return {
    ...{ title, description, keywords, accessRights, languages, temporal },
    themes: themes && [...themes].sort(),
    ...{ issued: facts.issued, modified: facts.modified },
    ...{ identifier: facts.identifier, landingPage: facts.landingPage },
    publisher: facts.publisher?.name,
    licence: facts.licence?.code ?? facts.licence?.raw,
    places: facts.spatial?.map(({ code, bbox, label }) => code ?? bbox ?? label),
    files: distributions.map(({ downloadUrl, accessUrl, format }) => [downloadUrl ?? accessUrl, format]),
  }
}

describe("our own repository, harvested by our own connector", () => {
  it("loses nothing that Dublin Core can say", async () => {
    const found = await factsByDataset()
    const published = [ids.census, ids.museums, ids.prices, rich]
    assert.deepEqual([...found.keys()], published.map(oaiId))
    for (const dataset of await datasetsByIds(portal.db, published)) {
      const record = found.get(oaiId(dataset.id))!
      assert.deepEqual(foundFacts(record), expectedFacts(dataset))
      assert.deepEqual(
        record.problems.map(({ code }) => code),
        dataset.licence?.code === undefined ? ["unknown-licence"] : [],
      )
    }
  })

  it("gives the same records at the second reading, and says what was withdrawn", async () => {
    const first = await harvest()
    assert.deepEqual(await harvest(), first)
    assert.deepEqual(
      first.filter(({ kind }) => kind === "skipped"),
      [{ kind: "skipped", remoteId: oaiId(ids.withdrawn), reason: "deleted" }],
    )
  })

  it("gives in DCAT what Dublin Core cannot say, under the same identifiers", async () => {
    const found = await factsByDataset({ prefix: "dcat_ap" })
    const census = found.get(oaiId(ids.census))
    assert.ok(census)
    const { frequency, contactPoints, version, title } = census.facts
    assert.deepEqual(title, { fr: "Recensement agricole", ar: "التعداد الفلاحي" })
    assert.equal(frequency?.code, "ANNUAL")
    assert.deepEqual(contactPoints, [{ name: "Service statistique", email: "stat@agriculture.example" }])
    assert.equal(version, "2")
    assert.deepEqual([...found.keys()], [ids.census, ids.museums, ids.prices, rich].map(oaiId))
  })

  it("gives since a moment only what changed and what went", async () => {
    await sql`
      update dataset set metadata_modified = '2026-02-25T10:00:00Z', facts = jsonb_set(facts, '{title,fr}', '"Prix du blé"')
      where id = ${ids.prices}
    `.execute(portal.db)
    await sql`
      update dataset set metadata_modified = '2026-02-25T10:00:01Z', state = 'withdrawn' where id = ${ids.museums}
    `.execute(portal.db)
    const changes = await harvest({ since: new Date("2026-02-25T10:00:00.400Z") })

    assert.equal(asked.at(-1)?.searchParams.get("from"), "2026-02-25T10:00:00Z")
    assert.deepEqual(
      changes.map((one) => [one.remoteId, one.kind === "dataset" ? one.facts.title.fr : one.kind]),
      [
        [oaiId(ids.prices), "Prix du blé"],
        [oaiId(ids.museums), "skipped"],
      ],
    )
    assert.deepEqual(await harvest({ since: new Date("2026-02-26T00:00:00Z") }), [])
  })

  it("gives the datasets of one body or theme, and of no other type", async () => {
    const ofSet = async (set: string) => (await harvest({ options: { set, types: "dataset" } })).length
    assert.deepEqual(
      [await ofSet("organization.ministere-culture"), await ofSet("theme.culture"), await ofSet("theme.agriculture")],
      [1, 3, 3],
    )
  })
})
