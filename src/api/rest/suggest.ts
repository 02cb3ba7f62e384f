import { endpoint } from "./endpoint.ts"
import { integerParameter, textParameter } from "./parameters.ts"
import { listOf, suggestion } from "./schemas.ts"

const maxLimit = 50

export const suggest = endpoint({
  id: "suggest",
  group: "search",
  path: "/suggest",
  summary: {
    ar: "اقتراحات أثناء الكتابة",
    fr: "Suggestions pendant la saisie",
    en: "Suggestions while typing",
  },
  pathParameters: {},
  query: {
    q: textParameter({ ar: "ما كُتب حتى الآن", fr: "Ce qui est tapé jusqu'ici", en: "What is typed so far" }),
    limit: integerParameter(
      { min: 1, max: maxLimit, otherwise: 8 },
      { ar: "عدد الاقتراحات", fr: "Nombre de suggestions", en: "Number of suggestions" },
    ),
  },
  answer: listOf(suggestion, "SuggestionList"),
  refusals: [],
  examples: [{ title: { ar: "بداية كلمة", fr: "Début de mot", en: "Start of a word" }, path: {}, query: "q=agr" }],
  async handle({ query }, { search }) {
    const text = query.q?.trim() ?? ""
    const found = text === "" ? [] : await search.suggest(text, query.limit)
    const items = found.map(({ kind, text, value, count }) => ({ kind, text, value, count: count ?? null }))
    return { kind: "found", body: { total: items.length, items, next: null, limit: query.limit, maxLimit } }
  },
})
