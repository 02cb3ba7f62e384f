/** How often the suggested theme is the right one, over data whose themes are known. Figures, with least values. */
import assert from "node:assert/strict"
import { existsSync, readFileSync } from "node:fs"
import { before, describe, it } from "node:test"
import { fileURLToPath } from "node:url"
import { loadDemoPortals } from "../../src/demo/index.ts"
import { suggestFacts } from "../../src/tabular/index.ts"
import type { LocalisedText } from "../../src/texts/index.ts"
import type { Vocabularies } from "../../src/vocabulary/index.ts"
import { tunisianVocabularies } from "../support/vocabularies.ts"

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))
let vocabularies: Vocabularies
before(async () => {
  vocabularies = await tunisianVocabularies()
})

interface Known {
  readonly titles: LocalisedText
  readonly descriptions?: LocalisedText
  readonly theme: string
}

function shares(cases: readonly Known[]): { first: number; amongThree: number } {
  const ranks = cases.map(({ theme, ...written }) =>
    suggestFacts({ ...written, files: [], vocabularies }).themes.findIndex(({ value }) => value === theme),
  )
  const share = (holds: (rank: number) => boolean) => ranks.filter(holds).length / cases.length
  return { first: share((rank) => rank === 0), amongThree: share((rank) => rank >= 0) }
}

describe("the suggested theme", () => {
  it("is right for most kinds of datasets of the demo, by title and description", async () => {
    const datasets = (await loadDemoPortals(at("../../seeds"))).flatMap((portal) => portal.datasets)
    const families = [...new Map(datasets.map((dataset) => [dataset.family, dataset])).values()]
    const { first, amongThree } = shares(
      families.map(({ title, description, theme }) => ({
        titles: title,
        ...(description ? { descriptions: description } : {}),
        theme,
      })),
    )
    assert.ok(first >= 0.8 && amongThree >= 0.85, `${first} ${amongThree}`)
  })

  const records = at("../../../shared/fixtures/catalogs/ckan/tn-datagovtn-package_search.derived.json")
  it("is right for most records of the national portal", { skip: !existsSync(records) && `no ${records}` }, () => {
    // By their publishers: agriculture, industry and energy, social affairs, two municipalities, two transport companies.
    const publishers: readonly (readonly [theme: string, records: number])[] = [
      ["agriculture", 6],
      ["energie-mines", 4],
      ["agriculture", 2],
      ["affaires-sociales", 2],
      ["collectivites-locales", 3],
      ["transport", 2],
    ]
    const themes = publishers.flatMap(([theme, count]) => Array.from({ length: count }, () => theme))
    const { result } = JSON.parse(readFileSync(records, "utf8")) as {
      result: { results: { title: string; notes?: string }[] }
    }
    const { first, amongThree } = shares(
      result.results.map(({ title, notes }, index) => ({
        titles: { fr: title },
        ...(notes ? { descriptions: { fr: notes } } : {}),
        theme: themes[index]!,
      })),
    )
    assert.ok(first >= 0.8 && amongThree >= 0.9, `${first} ${amongThree}`)
  })
})
