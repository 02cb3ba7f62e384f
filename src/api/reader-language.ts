import type { FastifyRequest } from "fastify"
import { isLanguage, type Language } from "../texts/index.ts"

/** A text that the three languages must have. */
export type Texts = Readonly<Record<Language, string>>

const fallback: Language = "en"

/** The best of our languages for `Accept-Language` (RFC 9110 §12.5.4); English when the client says nothing. */
export function readerLanguage(request: FastifyRequest): Language {
  const wanted = (request.headers["accept-language"] ?? "").split(",").slice(0, 20).map(preference)
  const best = wanted.filter(({ weight }) => weight > 0).sort((a, b) => b.weight - a.weight)
  for (const { language } of best) if (isLanguage(language)) return language
  return fallback
}

function preference(part: string): { language: string; weight: number } {
  const [range = "", ...parameters] = part.trim().toLowerCase().split(";")
  const q = parameters.find((parameter) => parameter.trim().startsWith("q="))
  return { language: range.split("-")[0] ?? "", weight: q ? Number(q.trim().slice(2)) || 0 : 1 }
}
