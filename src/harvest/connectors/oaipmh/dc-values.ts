import type { Problem } from "../../connector.ts"
import {
  childrenNamed,
  cutAt,
  guessLanguage,
  languageTag,
  lineOf,
  tellTooMany,
  wholeText,
  type XmlElement,
} from "../../reading/index.ts"

/** One value of a Dublin Core element, with the language that it says it is in. */
export interface DcValue {
  readonly text: string
  readonly language?: string
  /** As the source writes it: `dc:subject`. */
  readonly field: string
}

export type DcValues = (...names: readonly string[]) => readonly DcValue[]

const mostValues = 500
/** Readers keep less; nobody's expressions have to read a hundred megabytes. */
const longestText = 500_000
const languageAttribute = "{http://www.w3.org/XML/1998/namespace}lang"

/** Values of a record by the local names of elements, in their order; repeated values are given once, and too many are told. */
export function dcValuesIn(metadata: XmlElement, problems: Problem[]): DcValues {
  const [only, ...others] = metadata.children
  // Usually one element holds the others (`oai_dc:dc`); some repositories leave it out.
  const container = only && others.length === 0 && only.children.length > 0 ? only : metadata
  return (...names) => {
    const elements = names.flatMap((name) => childrenNamed(container, name))
    if (elements.length > mostValues) tellTooMany(problems, `dc:${names[0]}`, elements.length)
    const values = elements
      .slice(0, mostValues)
      .map(readValue)
      .filter((value) => value !== undefined)
    return [...new Map(values.map((value) => [`${value.language} ${value.text}`, value])).values()]
  }
}

function readValue(element: XmlElement): DcValue | undefined {
  const written = element.children.length > 0 ? wholeText(element) : element.text
  const text = written && cutAt(written, longestText).trim()
  if (!text) return undefined
  const given = lineOf(element.attributes[languageAttribute] ?? element.attributes.lang)
  const language = given === undefined ? undefined : truthOf(languageTag(given), text)
  return { text, field: `dc:${element.name}`, ...(language ? { language } : {}) }
}

const ours = new Set(["ar", "fr", "en"])

/** Many repositories mark whatever is typed as `en_US`: where the text shows another of our languages, the text is right. */
function truthOf(tag: string | undefined, text: string): string | undefined {
  if (tag === undefined || !ours.has(tag)) return tag
  const shown = guessLanguage(text)
  return shown === "und" ? tag : shown
}
