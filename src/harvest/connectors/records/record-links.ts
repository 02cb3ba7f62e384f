import type { DistributionFacts } from "../../../catalogue/index.ts"
import {
  compact,
  isWayIn,
  listOf,
  problem,
  type RecordContext,
  readByteSize,
  readDate,
  readFormat,
  readLanguages,
  readLocalised,
  readUrl,
} from "../../reading/index.ts"
import type { Link } from "../shared/links.ts"

// Relations that lead around the catalogue or to what stands in the record's own properties.
const aside = new Set(
  "self collection root parent up next prev previous first last child search data preview icon thumbnail browse author contact publisher license related queryables sortables schema conformance describes latest-version predecessor-version successor-version version-history terms-of-service privacy-policy cite-as".split(
    " ",
  ),
)
const pages = new Set(["alternate", "about", "canonical", "information", "via"])
const documents = new Set(["describedby", "documentation", "service-doc", "help"])
const files = new Set(["enclosure", "download", "item"])

/** The page about the record: its own page in the catalogue before what others say. */
export function landingPageOf(links: readonly Link[], { problems }: RecordContext): string | undefined {
  const forPeople = links.filter(({ rel, type }) => pages.has(rel) && (type.includes("html") || isUntyped(rel, type)))
  const best = forPeople.find(({ rel }) => rel === "alternate") ?? forPeople[0]
  return best && readUrl(best.href, `links[${best.at}].href`, problems)
}

// An untyped `alternate` is as likely another encoding of the record as a page.
function isUntyped(rel: string, type: string): boolean {
  return type === "" && rel !== "alternate"
}

/** What can be opened or downloaded; one kind of format stated for the whole record holds for links that say none. */
export function distributionsOf(
  links: readonly Link[],
  formats: unknown,
  context: RecordContext & { readonly landingPage: string | undefined },
): readonly DistributionFacts[] {
  const stated = listOf(formats)
  const common = stated.length === 1 ? stated[0] : undefined
  return links
    .filter((link) => !aside.has(link.rel) && !pages.has(link.rel) && !(documents.has(link.rel) && isMetadata(link)))
    .map((link) => distributionFromLink(link, nameIn(common), context))
    .filter((distribution) => distribution !== undefined)
}

function nameIn(format: unknown): unknown {
  if (typeof format !== "object" || format === null) return format
  return "name" in format ? format.name : "mediaType" in format ? format.mediaType : undefined
}

function isMetadata({ type }: Link): boolean {
  return /xml|json|turtle|rdf/.test(type) && !type.includes("html")
}

function distributionFromLink(
  link: Link,
  common: unknown,
  context: RecordContext & { readonly landingPage: string | undefined },
): DistributionFacts | undefined {
  const { problems, language } = context
  const { raw, rel, type } = link
  const path = `links[${link.at}]`
  const url = readUrl(link.href, `${path}.href`, problems)
  if (url === undefined) {
    problems.push(problem("distribution-without-url", path, raw.title))
    return undefined
  }
  if (url === context.landingPage) return undefined
  const read = readFormat({ format: formatOf(link, common), mediaType: type, url }, `${path}.type`, context)
  const isFile = files.has(rel) ? !type.includes("html") : read.format !== undefined && rel !== "items"
  const isDownload = isFile && !isWayIn(read.format)
  return compact<DistributionFacts>({
    title: readLocalised([[raw.title ?? raw.name, `${path}.title`]], { shape: "line", language }, problems),
    description: readLocalised([[raw.description, `${path}.description`]], { shape: "text", language }, problems),
    ...(isDownload ? { downloadUrl: url } : { accessUrl: url }),
    ...read,
    byteSize: readByteSize(raw.length, `${path}.length`, problems),
    issued: readDate(raw.created, `${path}.created`, problems),
    modified: readDate(raw.updated, `${path}.updated`, problems),
    languages: readLanguages(raw.hreflang, `${path}.hreflang`, problems),
    documentation: documents.has(rel) ? true : undefined,
  })
}

/** The protocol where one is named (`OGC:WMS`); the format of the whole record only for files without a type of their own. */
function formatOf({ rel, raw, type }: Link, common: unknown): unknown {
  if (rel === "items") return "OGC API"
  return raw.protocol ?? (type === "" && files.has(rel) ? common : undefined)
}
