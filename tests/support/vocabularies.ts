import { fileURLToPath } from "node:url"
import { readCountryPack } from "../../src/catalogue/country-pack.ts"
import {
  createVocabularies,
  euFrequencies,
  readConventions,
  useConventions,
  type Vocabularies,
} from "../../src/vocabulary/index.ts"

const seeds = fileURLToPath(new URL("../../seeds", import.meta.url))

/** What is read from here on is read as in Tunisia. */
export async function readAsInTunisia(): Promise<void> {
  useConventions(await readConventions(seeds, "tn"))
}

/** The lists of the Tunisian country pack with their resolvers, without a database. */
export async function tunisianVocabularies(): Promise<Vocabularies> {
  const pack = await readCountryPack(seeds, "tn")
  useConventions(pack.conventions)
  return createVocabularies({ ...pack, frequencies: euFrequencies })
}
