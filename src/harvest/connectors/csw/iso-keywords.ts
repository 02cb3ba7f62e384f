import {
  KeywordCollection,
  readKeywords,
  readThemes,
  type ThemesRead,
  tellTooMany,
  type XmlElement,
} from "../../reading/index.ts"
import { codesAt, find, firstText, hrefIn, textIn } from "./find.ts"
import { type IsoReading, placesOfText } from "./iso-text.ts"
import { themeOfInspire, themeOfTopic } from "./iso-themes.ts"

const field = "descriptiveKeywords/keyword"
const keywordLimit = 500

/** Keywords in their languages, whatever list they come from; those of places are places. */
export function keywordsOf(info: XmlElement | undefined, reading: IsoReading) {
  const into = new KeywordCollection()
  const { language, problems } = reading
  const groups = find(info, "descriptiveKeywords/MD_Keywords").filter(
    (group) => !codesAt(group, "type").includes("place"),
  )
  const keywords = groups.flatMap((group) => find(group, "keyword"))
  if (keywords.length > keywordLimit) tellTooMany(problems, field, keywords.length)
  for (const keyword of keywords.slice(0, keywordLimit))
    for (const [text, , tag] of placesOfText(keyword, field, reading))
      readKeywords([text], { into, language: tag ?? language, field, problems })
  return into.toFacts()
}

/** Themes: topic categories, INSPIRE themes and EU data themes; other lists of keywords are no themes. */
export function themesOf(info: XmlElement | undefined, reading: IsoReading): ThemesRead {
  const topics = codesAt(info, "topicCategory").map((category) => ({
    names: [themeOfTopic(category), category],
    field: "topicCategory",
    mustMap: false,
  }))
  const listed = find(info, "descriptiveKeywords/MD_Keywords").flatMap((group) => {
    const isInspire = /inspire/i.test(thesaurusOf(group)) && !/priority|spatial ?scope/i.test(thesaurusOf(group))
    return find(group, "keyword").flatMap((keyword) => {
      const [name, address] = [textIn(keyword), hrefIn(keyword)]
      if (/\/authority\/data-theme\//.test(address ?? "")) return [{ names: [name, address], field, mustMap: true }]
      const theme = isInspire || /inspire\.ec\.europa\.eu\/theme\//.test(address ?? "")
      return theme ? [{ names: [themeOfInspire(name, address), name], field, mustMap: false }] : []
    })
  })
  return readThemes([...listed, ...topics], reading)
}

function thesaurusOf(group: XmlElement): string {
  const citation = "thesaurusName/CI_Citation"
  const names = [firstText(group, `${citation}/title`), firstText(group, `${citation}/identifier/*/code`)]
  return [...names, hrefIn(find(group, `${citation}/title`)[0])].join(" ")
}
