import { type ErrorCode, errorTexts } from "../error-texts.ts"
import { endpoint } from "./endpoint.ts"
import { errorCode, listOf } from "./schemas.ts"

export const listErrors = endpoint({
  id: "listErrors",
  group: "description",
  path: "/errors",
  summary: {
    ar: "رموز الأخطاء ومعانيها",
    fr: "Les codes d'erreur et leur sens",
    en: "The error codes and what they mean",
  },
  pathParameters: {},
  query: {},
  answer: listOf(errorCode, "ErrorCodeList"),
  refusals: [],
  examples: [{ title: { ar: "كل الرموز", fr: "Tous les codes", en: "All codes" }, path: {}, query: "" }],
  localised: true,
  async handle({ language }) {
    const items = (Object.keys(errorTexts) as ErrorCode[]).map((code) => {
      const { status, title, detail } = errorTexts[code]
      return { code, status, title: title[language], detail: detail[language] }
    })
    return {
      kind: "found",
      body: { total: items.length, items, next: null, limit: items.length, maxLimit: items.length },
    }
  },
})
