import { isLanguage, type Language } from "../texts/index.ts"

/** The language of a path, else the best of ours for `Accept-Language` (RFC 9110 §12.5.4), else the portal's own. */
export function languageFor(path: string, acceptLanguage: string | undefined, own: Language = "ar"): Language {
  const first = path.split("/", 2)[1] ?? ""
  return isLanguage(first) ? first : (preferred(acceptLanguage ?? "") ?? own)
}

function preferred(header: string): Language | undefined {
  return header
    .split(",")
    .slice(0, 20)
    .map((part) => {
      const [range = "", ...parameters] = part.trim().toLowerCase().split(";")
      const q = parameters.find((parameter) => parameter.trim().startsWith("q="))
      return { language: range.split("-")[0] ?? "", weight: q ? Number(q.trim().slice(2)) || 0 : 1 }
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ language }) => language)
    .find(isLanguage)
}
