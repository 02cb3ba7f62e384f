import { fileURLToPath } from "node:url"
import { readCountryPack } from "../../src/catalogue/country-pack.ts"
import { createVocabularies, euFrequencies, type Vocabularies } from "../../src/vocabulary/index.ts"

/** The lists of the Tunisian country pack with their resolvers, without a database. */
export async function tunisianVocabularies(): Promise<Vocabularies> {
  const pack = await readCountryPack(fileURLToPath(new URL("../../seeds", import.meta.url)), "tn")
  return createVocabularies({ ...pack, frequencies: euFrequencies })
}
