import type { DistributionFacts } from "../../../catalogue/index.ts"
import {
  compact,
  isPermanentAddress,
  problem,
  type RecordContext,
  readAddresses,
  readFormat,
  readUrl,
} from "../../reading/index.ts"
import type { DcValue, DcValues } from "./dc-values.ts"

export interface DcLinks {
  readonly landingPage?: string
  readonly identifier?: string
  readonly otherIdentifiers?: readonly string[]
  readonly distributions: readonly DistributionFacts[]
}

type Link =
  /** A DOI or handle: leads to the record wherever it lies. */
  | { readonly kind: "persistent"; readonly url: string; readonly written: string }
  | { readonly kind: "file"; readonly url: string }
  | { readonly kind: "page"; readonly url: string }
  | { readonly kind: "name"; readonly written: string }

const doi = /^(?:doi:\s*|info:doi\/|https?:\/\/(?:dx\.)?doi\.org\/)?(10\.\d{4,9}\/\S+)$/i
const handle = /^(?:hdl:|info:hdl\/|https?:\/\/hdl\.handle\.net\/)(\S+\/\S+)$/i
const address = /^(https?:|www\.|ftp:|\/\/)/i
const download = /\/(bitstream|bitstreams|download|file)s?\//i

/**
 * What the identifiers of a record lead to (OAI-PMH gives addresses, DOIs, ISBNs and citations in one element): files are
 * distributions, the first page is the landing page, further pages are ways to the data unless they are the record's own.
 */
export function readLinks(values: DcValues, oaiIdentifier: string, context: RecordContext): DcLinks {
  const links = values("identifier")
    .map((value) => linkFrom(value, context))
    .filter((link) => link !== undefined)
  const pages = links.filter((link) => link.kind === "page" || link.kind === "persistent")
  const own = lastPart(oaiIdentifier)
  const landingPage = pages[0]?.url ?? pageElsewhere(values, context)
  const ways = pages
    .slice(1)
    .filter(({ kind, url }) => kind === "page" && lastPart(url) !== own && !isPermanentAddress(url))
    .map(({ url }) => url)
  const files = links.filter((link) => link.kind === "file").map(({ url }) => url)
  const identifier = identifierAtOurKind(pages, own, values) ?? identifierOf(links) ?? oaiIdentifier
  return {
    landingPage,
    identifier,
    otherIdentifiers: readAddresses(
      pages.map(({ url }) => url),
      identifier,
    ),
    distributions: distributionsOf({ files: [...new Set(files)], ways: [...new Set(ways)] }, values, context),
  }
}

function linkFrom({ text, field }: DcValue, { vocabularies, problems }: RecordContext): Link | undefined {
  const known = doi.exec(text)?.[1]
  if (known) return { kind: "persistent", url: encodeURI(`https://doi.org/${known}`), written: text }
  const [, handled] = handle.exec(text) ?? []
  if (handled) return { kind: "persistent", url: encodeURI(`https://hdl.handle.net/${handled}`), written: text }
  if (!address.test(text)) return { kind: "name", written: text }
  const url = readUrl(text, field, problems)
  if (url === undefined) return undefined
  const format = vocabularies.formatFrom(undefined, undefined, url)
  const isFile = (format !== undefined && format !== "HTML") || download.test(url)
  return { kind: isFile ? "file" : "page", url }
}

function pageElsewhere(values: DcValues, { problems }: RecordContext): string | undefined {
  const found = values("source", "relation").find(({ text }) => /^https?:\/\/\S+$/i.test(text))
  return found && readUrl(found.text, found.field, problems)
}

/**
 * A portal like this one names the record by its permanent address there. It gives the publisher's identifier in `dc:source`
 * where that is an address; what is no address stands among the names.
 */
function identifierAtOurKind(pages: readonly { readonly url: string }[], own: string, values: DcValues) {
  const permanent = pages.find(({ url }) => isPermanentAddress(url) && lastPart(url) === own)
  if (!permanent) return undefined
  const given = values("source").find(({ text }) => /^https?:\/\/\S+$/i.test(text))
  const isNamed = values("identifier").some(({ text }) => !address.test(text))
  return given?.text ?? (isNamed ? undefined : permanent.url)
}

const longestName = 80

/** What is written as a name first, then the name in a DOI's address. Journals and citations name something else. */
function identifierOf(links: readonly Link[]): string | undefined {
  const names = links.flatMap((link) => (link.kind === "name" || link.kind === "persistent" ? [link.written] : []))
  const plain = names.filter((name) => name.length <= longestName && !/^(e-?)?issn|\.\s/i.test(name))
  const [best] = [...plain.filter((name) => !address.test(name)), ...plain]
  return best?.replace(/^https?:\/\/(?:dx\.)?doi\.org\//i, "")
}

interface Addresses {
  readonly files: readonly string[]
  readonly ways: readonly string[]
}

function distributionsOf({ files, ways }: Addresses, values: DcValues, context: RecordContext): DistributionFacts[] {
  const formats = formatsOf(values, context)
  const shownBy = (url: string) => formats.get(context.vocabularies.formatFrom(undefined, undefined, url) ?? "")
  // A lone format is that of the addresses that show none, unless one of them shows it.
  const isSaid = [...files, ...ways].some((url) => shownBy(url) !== undefined)
  const only = formats.size === 1 && !isSaid ? [...formats.values()][0] : undefined
  const read = (url: string) => {
    const word = shownBy(url) ?? only
    return readFormat({ format: word, mediaType: word, url }, "dc:format", { ...context, problems: [] })
  }
  return [
    ...files.map((downloadUrl) => compact<DistributionFacts>({ downloadUrl, ...read(downloadUrl) })),
    ...ways.map((accessUrl) => compact<DistributionFacts>({ accessUrl, ...read(accessUrl) })),
  ]
}

/** Words of dc:format by the format they mean. "12 p.", "30 cm" and "1.2 Mo" say how much, not what. */
function formatsOf(values: DcValues, { vocabularies, problems }: RecordContext): ReadonlyMap<string, string> {
  const formats = new Map<string, string>()
  for (const { text, field } of values("format", "medium")) {
    if (/^[\d٠-٩]/.test(text)) continue
    const code = vocabularies.formatFrom(text, text)
    if (code !== undefined) formats.set(code, text)
    else problems.push(problem("unknown-format", field, text))
  }
  return formats
}

/** The last part of an address or identifier, by which a record's own page is known. */
function lastPart(text: string): string {
  return (
    text
      .replace(/[?#].*$/, "")
      .replace(/\/+$/, "")
      .split(/[/:]/)
      .at(-1) ?? text
  )
}
