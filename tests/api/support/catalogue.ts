import { sql } from "kysely"
import type { Dataset, DatasetFacts, DistributionFacts } from "../../../src/catalogue/index.ts"
import { datasetsByIds, insertOrganization } from "../../../src/catalogue/index.ts"
import { systemActor } from "../../../src/platform/actor.ts"
import { appendChanges } from "../../../src/platform/changes/index.ts"
import type { Db } from "../../../src/platform/db.ts"
import { documentFromDataset, type SearchDocument } from "../../../src/search/index.ts"
import { createVocabularies, type Vocabularies } from "../../../src/vocabulary/index.ts"

export const ids = {
  agriculture: "01930000-0000-7000-8000-0000000000a1",
  culture: "01930000-0000-7000-8000-0000000000a2",
  source: "01930000-0000-7000-8000-0000000000b1",
  census: "01930000-0000-7000-8000-000000000001",
  museums: "01930000-0000-7000-8000-000000000002",
  prices: "01930000-0000-7000-8000-000000000003",
  withdrawn: "01930000-0000-7000-8000-000000000004",
  draft: "01930000-0000-7000-8000-000000000005",
  series: "01930000-0000-7000-8000-000000000011",
  withdrawnSeries: "01930000-0000-7000-8000-000000000012",
  service: "01930000-0000-7000-8000-000000000021",
  withdrawnService: "01930000-0000-7000-8000-000000000022",
  file: "01930000-0000-7000-8000-000000000101",
  vanishedFile: "01930000-0000-7000-8000-000000000102",
}

export const vocabularies: Vocabularies = createVocabularies({
  themes: [
    {
      code: "agriculture",
      label: { ar: "الفلاحة", fr: "Agriculture", en: "Agriculture" },
      euTheme: "AGRI",
      position: 1,
    },
    { code: "culture", label: { ar: "الثقافة", fr: "Culture", en: "Culture" }, euTheme: "EDUC", position: 2 },
  ],
  licences: [
    {
      code: "lndpo-tn",
      title: { fr: "Licence Nationale de Données Publiques Ouvertes", en: "National Open Public Data Licence" },
      url: "https://data.gov.tn/licence",
      open: true,
      kind: "attribution",
      rawValues: ["LNDPO-TN"],
    },
    {
      code: "restreinte",
      title: { fr: "Licence restreinte", en: "Restricted licence" },
      open: false,
      kind: "portal-specific",
      rawValues: [],
    },
  ],
  places: [
    { code: "iso:TN", name: { ar: "تونس", fr: "Tunisie" }, level: "country", otherCodes: [], aliases: [] },
    {
      code: "iso:TN-11",
      name: { ar: "تونس", fr: "Tunis" },
      level: "governorate",
      parentCode: "iso:TN",
      otherCodes: ["ins:11"],
      aliases: [],
      lat: 36.8,
      lon: 10.18,
    },
    {
      code: "iso:TN-12",
      name: { ar: "أريانة", fr: "Ariana" },
      level: "governorate",
      parentCode: "iso:TN",
      otherCodes: [],
      aliases: [],
    },
  ],
  frequencies: [{ code: "ANNUAL", label: { ar: "سنوي", fr: "Annuelle", en: "Annual" }, days: 366 }],
})

interface SeededDataset {
  readonly id: string
  readonly slug: string
  readonly organizationId: string
  readonly facts: DatasetFacts
  readonly state?: string
  readonly withdrawal?: Dataset["withdrawal"]
  readonly metadataModified: string
  readonly distributionIds?: readonly string[]
}

export async function seedCatalogue(db: Db): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await insertOrganization(tx, {
      id: ids.agriculture,
      slug: "ministere-agriculture",
      name: { ar: "وزارة الفلاحة", fr: "Ministère de l'agriculture", en: "Ministry of Agriculture" },
      description: { fr: "Le ministère" },
      level: "ministry",
    })
    await insertOrganization(tx, {
      id: ids.culture,
      slug: "ministere-culture",
      name: { ar: "وزارة الثقافة", fr: "Ministère de la culture" },
      level: "ministry",
    })
    await sql`
      insert into harvest_source (id, kind, name, url, organization_id)
      values (${ids.source}, 'ckan', 'Portail agricole', 'https://agri.example/', ${ids.agriculture})
    `.execute(tx)
  })
  for (const one of seeded) await insertDataset(db, one)
  await sql`
    insert into slug_history (entity, slug, entity_id) values ('dataset', 'ancien-nom', ${ids.census})
  `.execute(db)
  await sql`
    insert into source_record (source_id, remote_id, entity_id, hash, snapshot, harvested_at)
    values (${ids.source}, 'remote-1', ${ids.census}, decode('00', 'hex'), '{}', '2026-03-01T00:00:00Z')
  `.execute(db)
  await seedSeriesAndServices(db)
  await sql`
    update distribution set vanished_at = '2026-02-02T00:00:00Z' where id = ${ids.vanishedFile}
  `.execute(db)
}

/** One of each to be read, with the census and the prices in it; one of each withdrawn. */
async function seedSeriesAndServices(db: Db): Promise<void> {
  const gone = JSON.stringify({ at: "2026-02-06T00:00:00.000Z", reason: "gone-at-source" })
  const series = {
    title: { fr: "Recensements agricoles", ar: "التعدادات الفلاحية" },
    description: { fr: "Un recensement tous les cinq ans." },
    issued: "2011-05-01",
  }
  const service = {
    title: { fr: "API du recensement agricole" },
    endpointUrl: "https://agri.example/api",
    endpointDescription: "https://agri.example/api/openapi.json",
    licence: { code: "lndpo-tn", raw: "LNDPO-TN" },
    contactPoints: [{ email: "api@agriculture.example" }],
    servesDatasets: ["remote-1"],
  }
  await sql`
    insert into dataset_series (id, slug, organization_id, facts, state, withdrawal, metadata_modified) values
      (${ids.series}, 'recensements-agricoles', ${ids.agriculture}, ${JSON.stringify(series)}, 'published', null, '2026-02-01T00:00:00Z'),
      (${ids.withdrawnSeries}, 'serie-retiree', ${ids.agriculture}, '{"title": {"fr": "Retirée"}}', 'withdrawn', ${gone}, '2026-02-06T00:00:00Z')
  `.execute(db)
  await sql`
    insert into data_service (id, slug, organization_id, facts, state, withdrawal, metadata_modified) values
      (${ids.service}, 'api-recensement-agricole', ${ids.agriculture}, ${JSON.stringify(service)}, 'published', null, '2026-02-01T00:00:00Z'),
      (${ids.withdrawnService}, 'api-retiree', ${ids.agriculture}, '{"title": {"fr": "Retirée"}}', 'withdrawn', ${gone}, '2026-02-06T00:00:00Z')
  `.execute(db)
  await sql`update dataset set series_id = ${ids.series} where id in (${ids.census}, ${ids.prices})`.execute(db)
  await sql`
    insert into data_service_dataset (service_id, dataset_id)
    values (${ids.service}, ${ids.census}), (${ids.service}, ${ids.prices}), (${ids.withdrawnService}, ${ids.census})
  `.execute(db)
  await sql`
    insert into slug_history (entity, slug, entity_id) values
      ('series', 'ancienne-serie', ${ids.series}), ('service', 'ancienne-api', ${ids.service})
  `.execute(db)
}

export async function insertDataset(db: Db, one: SeededDataset): Promise<void> {
  const { distributions, ...facts } = one.facts
  await db.transaction().execute(async (tx) => {
    await sql`
      insert into dataset (id, slug, organization_id, state, withdrawal, facts, identifier, metadata_modified, created_at)
      values (
        ${one.id}, ${one.slug}, ${one.organizationId}, ${one.state ?? "published"},
        ${one.withdrawal ? JSON.stringify(one.withdrawal) : null}, ${JSON.stringify(facts)}, ${facts.identifier ?? null},
        ${one.metadataModified}, '2026-01-01T00:00:00Z'
      )
    `.execute(tx)
    for (const [position, distribution] of distributions.entries()) {
      const id = one.distributionIds?.[position] ?? `${one.id.slice(0, -4)}9${one.id.slice(-2)}${position}`
      await insertDistribution(tx, { id, datasetId: one.id, position, facts: distribution })
    }
    const kind = one.state === "withdrawn" ? "withdrawn" : "created"
    await appendChanges(tx, [{ entity: "dataset", entityId: one.id, kind }], systemActor, new Date("2026-01-01"))
  })
}

async function insertDistribution(
  db: Db,
  one: { id: string; datasetId: string; position: number; facts: DistributionFacts },
): Promise<void> {
  await sql`
    insert into distribution (id, dataset_id, position, facts)
    values (${one.id}, ${one.datasetId}, ${one.position}, ${JSON.stringify(one.facts)})
  `.execute(db)
}

const seeded: readonly SeededDataset[] = [
  {
    id: ids.census,
    slug: "recensement-agricole",
    organizationId: ids.agriculture,
    metadataModified: "2026-02-01T10:00:00.123Z",
    distributionIds: [ids.file, ids.vanishedFile],
    facts: {
      identifier: "AGR-1",
      title: { fr: "Recensement agricole", ar: "التعداد الفلاحي" },
      description: { fr: "Exploitations par gouvernorat." },
      keywords: { fr: ["exploitations", "Olives"], ar: ["زيتون"] },
      sourceLanguage: "fr",
      publisher: { name: { fr: "DGEDA" } },
      contactPoints: [{ name: "Service statistique", email: "stat@agriculture.example" }],
      themes: ["agriculture"],
      licence: { code: "lndpo-tn", raw: "LNDPO-TN" },
      accessRights: "public",
      frequency: { code: "ANNUAL", raw: "annuel" },
      spatial: [{ code: "iso:TN-11" }, { bbox: [7.5, 30.2, 11.6, 37.6] }],
      temporal: [{ start: "2020", end: "2025" }],
      issued: "2021-05-01",
      modified: "2026-01-15",
      landingPage: "https://agri.example/dataset/recensement",
      languages: ["fr"],
      conformsTo: ["https://example.org/norme"],
      version: "2",
      distributions: [
        {
          title: { fr: "Table" },
          accessUrl: "https://agri.example/census",
          downloadUrl: "https://agri.example/census.csv",
          format: "CSV",
          mediaType: "text/csv",
          byteSize: 2048,
          licence: { code: "lndpo-tn" },
          modified: "2026-01-15",
          checksum: { algorithm: "sha256", value: "abc" },
        },
        { title: { fr: "Ancienne table" }, downloadUrl: "https://agri.example/old.csv", format: "CSV" },
      ],
    },
  },
  {
    id: ids.museums,
    slug: "musees",
    organizationId: ids.culture,
    metadataModified: "2026-02-02T00:00:00Z",
    facts: {
      title: { fr: "Liste des musées", en: "Museums" },
      keywords: { fr: ["patrimoine"] },
      themes: ["culture"],
      licence: { raw: "Licence du musée" },
      modified: "2025-06-01",
      distributions: [
        { downloadUrl: "https://culture.example/musees.xlsx", format: "XLSX" },
        { downloadUrl: "https://culture.example/musees.csv", format: "CSV" },
      ],
    },
  },
  {
    id: ids.prices,
    slug: "prix-agricoles",
    organizationId: ids.agriculture,
    metadataModified: "2026-02-03T00:00:00Z",
    facts: {
      title: { fr: "Prix agricoles" },
      keywords: { fr: ["prix"] },
      themes: ["agriculture", "culture"],
      licence: { code: "restreinte" },
      distributions: [],
    },
  },
  {
    id: ids.withdrawn,
    slug: "retire",
    organizationId: ids.agriculture,
    state: "withdrawn",
    withdrawal: { at: "2026-02-04T00:00:00.000Z", reason: "legal", note: { fr: "Décision du tribunal." } },
    metadataModified: "2026-02-04T00:00:00Z",
    facts: { title: { fr: "Jeu retiré" }, distributions: [{ downloadUrl: "https://agri.example/gone.csv" }] },
  },
  {
    id: ids.draft,
    slug: "brouillon",
    organizationId: ids.agriculture,
    state: "draft",
    metadataModified: "2026-02-05T00:00:00Z",
    facts: { title: { fr: "Brouillon secret" }, themes: ["agriculture"], distributions: [] },
  },
]

export async function searchDocuments(db: Db): Promise<SearchDocument[]> {
  const { rows } = await sql<{ id: string }>`select id from dataset where state = 'published' order by id`.execute(db)
  const datasets = await datasetsByIds(
    db,
    rows.map(({ id }) => id),
  )
  return datasets.map((one) => documentFromDataset(one, vocabularies))
}
