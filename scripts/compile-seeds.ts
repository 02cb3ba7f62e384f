// Usage: node --import tsx scripts/compile-seeds.ts [FIXTURES]   Compiles reference data and openly licensed tables into seeds/.
import { mkdir, readFile, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { compileGovernorateBoundaries, compileMunicipalBoundaries } from "./seeds/boundaries.ts"
import { compileDemoTables } from "./seeds/demo-tables.ts"
import { compilePlaceSpellings } from "./seeds/place-spellings.ts"
import { compilePlaces } from "./seeds/places.ts"
import { compileLicences, compileOrganizations, compileThemes } from "./seeds/registers.ts"

const fixtures = process.argv[2] ?? "../shared/fixtures"

async function read(path: string): Promise<unknown> {
  return JSON.parse((await readFile(join(fixtures, path), "utf8")).replace(/^\ufeff/, ""))
}

/** One record per line: small, and readable in a diff. */
async function writeRecords(path: string, records: readonly unknown[]): Promise<void> {
  await writeFile(path, `[\n${records.map((record) => JSON.stringify(record)).join(",\n")}\n]\n`)
  console.log(`${path}: ${records.length}`)
}

async function writeBoundaries(path: string, boundaries: object): Promise<void> {
  await writeFile(path, `${JSON.stringify(boundaries).replaceAll('",', '",\n')}\n`)
}

await mkdir("seeds/tn", { recursive: true })
await mkdir("seeds/demo/tables", { recursive: true })

const places = compilePlaces({
  governorates: await read("reference/governorates.json"),
  delegations: await read("tables/json/tn-delegations-osm.json"),
  municipalities: await read("reference/municipalities.json"),
})
await writeRecords("seeds/tn/governorates.json", places.governorates)
await writeRecords("seeds/tn/delegations.json", places.delegations)
await writeRecords("seeds/tn/municipalities.json", places.municipalities)
const { municipalities } = (await read("reference/municipalities.json")) as { municipalities: [] }
const municipal = (await read("tables/geojson/tn-municipalities-data4tunisia-bom.geojson")) as { features: [] }
const regional = (await read("tables/geojson/tn-governorates-data4tunisia.geojson")) as { features: [] }
await writeBoundaries("seeds/tn/boundaries.json", compileGovernorateBoundaries(regional))
await writeBoundaries("seeds/tn/boundaries-municipality.json", compileMunicipalBoundaries(municipal, municipalities))
await writeRecords("seeds/tn/themes.json", compileThemes(await read("reference/themes.json")))
await writeRecords("seeds/tn/licences.json", compileLicences(await read("reference/licences.json")))
await writeRecords("seeds/tn/organizations.json", compileOrganizations(await read("reference/organizations.json")))
await writeFile("src/catalogue/transliterate-places.ts", compilePlaceSpellings(places))
for (const [name, records] of Object.entries(await compileDemoTables(fixtures))) {
  await writeRecords(`seeds/demo/tables/${name}.json`, records)
}
