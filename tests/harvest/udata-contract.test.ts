import { before } from "node:test"
import { describeConnector } from "../../src/harvest/connectors/contract.ts"
import { udataConnector } from "../../src/harvest/connectors/udata/index.ts"
import type { Vocabularies } from "../../src/vocabulary/index.ts"
import { tunisianVocabularies } from "../support/vocabularies.ts"

let lists: Vocabularies

before(async () => {
  lists = await tunisianVocabularies()
})

describeConnector({
  connector: udataConnector,
  vocabularies: () => lists,
  url: "http://portal.example/dump.json",
  good: (id) => ({
    id,
    slug: `jeu-${id}`,
    title: "Production annuelle de dattes par gouvernorat",
    title_ar: "الإنتاج السنوي للتمور حسب الولاية",
    acronym: "PDG",
    description: "Production en tonnes, campagne 2023-2024.",
    tags: ["dattes", "تمور"],
    badges: [{ kind: "hvd" }],
    license: "cc-by",
    frequency: "annual",
    frequency_date: "2025-01-01T00:00:00+00:00",
    access_type: "open",
    temporal_coverage: { start: "2023-09-01", end: "2024-08-31" },
    spatial: { zones: ["country:tn"], granularity: "country", geom: { type: "Point", coordinates: [8.1, 33.9] } },
    organization: { id: "o", name: "Groupement interprofessionnel des dattes", page: "https://portal.example/o/gid" },
    owner: null,
    contact_points: [{ name: "Guichet", email: "guichet@gid.tn", contact_form: "https://gid.tn/c", role: "contact" }],
    private: false,
    deleted: null,
    archived: null,
    created_at: "2024-01-01T10:00:00.123000+00:00",
    last_update: "2024-02-15T10:00:00.123000+00:00",
    last_modified: "2024-02-16T10:00:00.123000+00:00",
    internal: { created_at_internal: "2024-01-01T10:00:00", last_modified_internal: "2024-02-16T10:00:00" },
    harvest: { backend: "CKAN", remote_id: `r-${id}`, remote_url: "https://gid.tn/dattes", created_at: "2023-01-01" },
    page: "https://portal.example/datasets/dattes/",
    schema: { name: "tn/dattes", version: "1", url: null },
    extras: { description_ar: "الإنتاج بالطن", dcat: { accessRights: ["public"] } },
    quality: { score: 0.7 },
    resources: [
      {
        id: `${id}-1`,
        title: "Dattes 2024",
        description: "Tableau",
        url: "https://portal.example/dattes.csv",
        latest: "https://portal.example/r/1",
        type: "main",
        filetype: "file",
        format: "csv",
        mime: "text/csv",
        filesize: 1200,
        checksum: { type: "sha1", value: "4304cf2e751e6053c90b1804c89c0ebb758f395a" },
        schema: { url: "https://schema.example/dattes" },
        created_at: "2024-01-01T10:00:00",
        last_modified: "2024-02-15T10:00:00",
        internal: { created_at_internal: "2024-01-01T10:00:00" },
        harvest: { issued_at: "2023-01-01", modified_at: "2024-02-01" },
      },
    ],
    community_resources: [],
    dataservices: [],
  }),
  bad: { id: "bad", title: "  ", description: "Sans titre" },
  distributions: "resources",
  catalogue: (data) => JSON.stringify({ data, page: 1, page_size: 50, total: data.length, next_page: null }),
})
