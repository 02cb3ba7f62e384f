import assert from "node:assert/strict"
import { before, describe, it } from "node:test"
import fc from "fast-check"
import type { FoundRecord } from "../../src/harvest/connector.ts"
import { arcgisConnector } from "../../src/harvest/connectors/arcgis/index.ts"
import { assertSound } from "../../src/harvest/connectors/sound-record.ts"
import { stacConnector } from "../../src/harvest/connectors/stac/index.ts"
import type { Vocabularies } from "../../src/vocabulary/index.ts"
import { readRecords } from "../support/read-records.ts"
import { tunisianVocabularies } from "../support/vocabularies.ts"
import { datasetResource, forestLayers, forests, root, searchItem } from "./arcgis-fixtures.ts"
import { collectionOf, servingJson } from "./records-fixtures.ts"
import { landCover } from "./stac-fixtures.ts"

let vocabularies: Vocabularies

before(async () => {
  vocabularies = await tunisianVocabularies()
})

type Documents = Readonly<Record<string, unknown>>

const odd = fc.constantFrom<unknown>(
  null,
  "",
  "\u0000",
  "\ud800",
  "__proto__",
  "javascript:alert(1)",
  "http://[::1",
  "{{template}}",
  "<p",
  -1,
  1e308,
  true,
  [],
  {},
  [null],
  [[]],
  { coordinates: [] },
  { spatialReference: null, xmin: "x" },
  { constructor: "x", toString: "y" },
)
const hostile = fc.oneof(odd, fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<unknown>, fc.array(odd, { maxLength: 3 }))

/** The object with up to three of its fields set to anything. */
function spoilt(object: object): fc.Arbitrary<Documents> {
  const change = fc.tuple(fc.constantFrom(...Object.keys(object)), hostile)
  return fc
    .array(change, { minLength: 1, maxLength: 3 })
    .map((changes) => ({ ...object, ...Object.fromEntries(changes) }))
}

async function read(documents: Documents, url: string): Promise<FoundRecord[]> {
  const { fetch } = servingJson(new URL(url).origin, documents)
  const options = { ignoreBroken: true, ignoreTotal: true }
  return readRecords(arcgisConnector, { url, options, fetch, vocabularies })
}

function assertAllSound(found: readonly FoundRecord[]) {
  for (const record of found) assertSound(record)
  assert.equal(new Set(found.map(({ remoteId }) => remoteId)).size, found.length)
}

describe("whatever a server of geodata writes in a field", () => {
  it("layers and services of ArcGIS are kept soundly or refused", async () => {
    const service = `${root}/Forets/Zones/MapServer`
    const path = new URL(service).pathname
    await fc.assert(
      fc.asyncProperty(spoilt(forests), spoilt(forestLayers.layers[0] ?? {}), async (spoiltService, layer) => {
        const layers = { layers: [layer, ...forestLayers.layers.slice(1)], tables: forestLayers.tables }
        const documents = { [`${path}?f=json`]: spoiltService, [`${path}/layers?f=json`]: layers }
        const found = await read(documents, service)
        assertAllSound(found)
        assert.ok(found.some(({ kind, remoteId }) => kind === "dataset" && remoteId === "Forets/Zones/1"))
      }),
      { numRuns: 200 },
    )
  })

  it("items of both search APIs of a Hub too, and the others stay", async () => {
    const [first, third] = [searchItem(), datasetResource()]
    const url = "https://hub.example/api"
    await fc.assert(
      fc.asyncProperty(spoilt(first.properties), spoilt(third.attributes), async (properties, attributes) => {
        const items = collectionOf([{ ...first, properties }, searchItem("b")])
        const data = [{ ...third, attributes }, datasetResource("b")]
        for (const [address, document] of [
          [`${url}/search/v1/collections/dataset/items?limit=100`, items],
          [`${url}/v3/datasets?page%5Bsize%5D=100`, { data }],
        ] as const) {
          const found = await read({ [address.replace("https://hub.example", "")]: document }, address)
          assertAllSound(found)
          assert.deepEqual([found.length, found[1]?.kind], [2, "dataset"])
        }
      }),
      { numRuns: 200 },
    )
  })

  it("assets, extents and providers of STAC too", async () => {
    const asset = spoilt({ ...landCover.assets.legend, alternate: {}, updated: "2024-01-01" })
    const extent = spoilt(landCover.extent)
    const provider = spoilt(landCover.providers[1] ?? {})
    await fc.assert(
      fc.asyncProperty(asset, extent, provider, async (legend, spoiltExtent, body) => {
        const collection = { ...landCover, assets: { legend }, extent: spoiltExtent, providers: [body] }
        const { fetch } = servingJson("https://stac.example", { "/collections": { collections: [collection] } })
        const url = "https://stac.example/collections"
        const [record] = await readRecords(stacConnector, { url, fetch, vocabularies })
        assert.ok(record?.kind === "dataset")
        assertSound(record)
      }),
      { numRuns: 200 },
    )
  })
})
