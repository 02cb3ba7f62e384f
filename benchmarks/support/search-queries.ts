/** 200 mixed queries over a generated catalogue, in fixed shares, drawn from its own words. */
import type { Dataset } from "../../src/catalogue/index.ts"
import { isArabic, tokensOf } from "../../src/search/analysis/index.ts"
import { documentFromDataset } from "../../src/search/document.ts"
import type { FacetName } from "../../src/search/index.ts"
import { generatedVocabularies, seededRandom } from "./catalogue-generator.ts"

export interface BenchQuery {
  readonly kind: string
  readonly words: readonly string[]
  readonly prefix?: string
  readonly filters: Readonly<Partial<Record<FacetName, string>>>
  readonly sort: "relevance" | "-modified" | "popularity"
  readonly offset: number
}

const filterable = [
  "organization",
  "theme",
  "format",
  "licence",
  "keyword",
  "place",
  "language",
  "year",
] as const satisfies readonly FacetName[]

/** Words with how many datasets hold them, and a sample of the datasets. */
export class WordCensus {
  readonly frequencies = new Map<string, number>()
  readonly sample: Dataset[] = []
  documents = 0

  add(dataset: Dataset): void {
    for (const word of wordsOf(dataset)) this.frequencies.set(word, (this.frequencies.get(word) ?? 0) + 1)
    if (this.documents++ % 50 === 0) this.sample.push(dataset)
  }
}

export function benchQueries({ frequencies, sample, documents }: WordCensus): readonly BenchQuery[] {
  const random = seededRandom(12345)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
  const between = (low: number, high: number) => (word: string) => {
    const share = frequencies.get(word)! / documents
    return share > low && share < high
  }
  const frequent = [...frequencies.keys()].filter(between(0.06, 0.14))
  const rare = [...frequencies]
    .filter(([word, count]) => count >= 10 && count < 100 && word.length > 3)
    .map(([word]) => word)
  const wordsOfOne = (count: number, from: readonly Dataset[], isFit: (word: string) => boolean): readonly string[] => {
    for (;;) {
      const words = [...wordsOf(pick(from))].filter(isFit)
      if (words.length >= count)
        return Array.from({ length: count }, () => words.splice(Math.floor(random() * words.length), 1)[0]!)
    }
  }
  const filter = (count: number) => {
    const chosen: Partial<Record<FacetName, string>> = {}
    while (Object.keys(chosen).length < count) {
      const name = pick(filterable)
      chosen[name] ??= pick(documentFromDataset(pick(sample), generatedVocabularies).facets[name]!)
    }
    return chosen
  }
  const arabic = sample.filter(({ sourceLanguage }) => sourceLanguage === "ar")
  const middling = between(0.0005, 0.05)
  const make = (kind: string, count: number, query: (i: number) => Partial<BenchQuery>): readonly BenchQuery[] =>
    Array.from({ length: count }, (_, i) => ({
      kind,
      words: [],
      filters: {},
      sort: "relevance",
      offset: 0,
      ...query(i),
    }))
  const queries = [
    ...make("everything", 8, () => ({ sort: "popularity" })),
    ...make("filters", 24, (i) => ({ filters: filter(1 + (i % 3)), sort: i % 2 ? "-modified" : "popularity" })),
    ...make("rare word", 24, () => ({ words: [pick(rare)] })),
    ...make("frequent word", 24, () => ({ words: [pick(frequent)] })),
    ...make("2-3 words", 32, (i) => ({ words: wordsOfOne(2 + (i % 2), sample, between(0.005, 0.12)) })),
    ...make("Arabic", 24, (i) => ({
      words: wordsOfOne(1 + (i % 2), arabic, (word) => isArabic(word) && between(0.002, 0.12)(word)),
    })),
    ...make("frequent word + filters", 24, (i) => ({ words: [pick(frequent)], filters: filter(1 + (i % 3)) })),
    ...make("prefix", 16, (i) => {
      const [begun, other] = wordsOfOne(2, sample, (word) => word.length > 4 && middling(word))
      return { prefix: begun!.slice(0, 3 + (i % 2)), words: i % 2 ? [other!] : [] }
    }),
    ...make("by date", 12, () => ({ words: [pick(frequent)], sort: "-modified" })),
    ...make("deep page", 12, (i) => ({ words: [pick(frequent)], offset: 20 * (20 + i * 6) })),
  ]
  return queries.toSorted(() => random() - 0.5)
}

function wordsOf({ title, description }: Dataset): ReadonlySet<string> {
  return new Set(
    [...Object.values(title), ...Object.values(description ?? {})].flatMap((text) =>
      tokensOf(text).map(({ term }) => term),
    ),
  )
}
