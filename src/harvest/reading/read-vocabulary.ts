import type { AccessRights, Mapped } from "../../catalogue/index.ts"
import type { Vocabularies } from "../../vocabulary/index.ts"
import type { Problem } from "../connector.ts"
import { cutAt } from "./clean-text.ts"
import { problem } from "./problem.ts"
import { lineOf, unlessEmpty } from "./values.ts"

/** What reading one record needs: our lists, the language of the record, and where problems go. */
export interface RecordContext {
  readonly vocabularies: Vocabularies
  readonly language: string
  readonly problems: Problem[]
}

const rawLimit = 500

/** The licence from all that names it (identifier, title, address), best first; the first name is kept as written. */
export function readLicence(names: readonly unknown[], field: string, context: RecordContext): Mapped | undefined {
  const written = names.map(rawOf).filter((name) => name !== undefined)
  const raw = written[0]
  if (raw === undefined) return undefined
  for (const name of written) {
    // CKAN 1.x put a class before the name: "OKD Compliant::Creative Commons CCZero".
    const licence = context.vocabularies.licenceFrom(name) ?? context.vocabularies.licenceFrom(name.split("::")[1])
    if (licence) return { code: licence.code, raw: name }
  }
  context.problems.push(problem("unknown-licence", field, raw))
  return { raw }
}

export function readFrequency(value: unknown, field: string, context: RecordContext): Mapped | undefined {
  const raw = rawOf(value)
  if (raw === undefined) return undefined
  const code = context.vocabularies.frequencyFrom(raw)?.code
  if (!code) context.problems.push(problem("unknown-frequency", field, raw))
  return code ? { code, raw } : { raw }
}

/** Standards and schemas that something follows, by name or address. */
export function readStandards(values: readonly unknown[]): readonly string[] | undefined {
  const lines = values.slice(0, 50).map((value) => lineOf(value)?.slice(0, rawLimit))
  return unlessEmpty(lines.filter((line) => line !== undefined))
}

export interface ThemesRead {
  readonly themes?: readonly string[]
  readonly rawThemes?: readonly string[]
}

/** Themes of the registry, and what did not map. Each theme may have several names; the last one is shown when none maps. */
export function readThemes(
  named: readonly { readonly names: readonly unknown[]; readonly field: string; readonly mustMap: boolean }[],
  context: RecordContext,
): ThemesRead {
  const themes = new Set<string>()
  const unmapped = new Set<string>()
  for (const { names, field, mustMap } of named.slice(0, 100)) {
    const written = names.map(rawOf).filter((name) => name !== undefined)
    const raw = written.at(-1)
    if (raw === undefined) continue
    const theme = firstMapped(written, (name) => context.vocabularies.themeFrom(name)?.code)
    if (theme) themes.add(theme)
    else {
      unmapped.add(raw)
      if (mustMap) context.problems.push(problem("unknown-theme", field, raw))
    }
  }
  return {
    themes: themes.size > 0 ? [...themes] : undefined,
    rawThemes: unmapped.size > 0 ? [...unmapped] : undefined,
  }
}

function firstMapped<T>(names: readonly string[], map: (name: string) => T | undefined): T | undefined {
  for (const name of names) {
    const found = map(name)
    if (found !== undefined) return found
  }
  return undefined
}

export interface FormatRead {
  readonly format?: string
  readonly rawFormat?: string
  readonly mediaType?: string
}

const mediaTypeShape = /^[\w.+-]{1,80}\/[\w.+-]{1,120}/

/** Format as declared, mapped to our code; a file whose extension says otherwise is reported, and stays as declared. */
export function readFormat(
  declared: { readonly format: unknown; readonly mediaType?: unknown; readonly url?: string },
  field: string,
  { vocabularies, problems }: RecordContext,
): FormatRead {
  const typed = rawOf(declared.mediaType)
  const mediaType = typed !== undefined && mediaTypeShape.test(typed) ? typed.toLowerCase() : undefined
  // Some portals write the extension where the media type should be.
  const raw = rawOf(declared.format) ?? (mediaType === undefined ? typed : undefined)
  const byWord = raw === undefined ? undefined : formatOfWord(raw, vocabularies)
  const byUrl = byWord === undefined ? undefined : vocabularies.formatFrom(undefined, undefined, declared.url)
  // "Excel" names the program: the file tells which of its formats.
  if (byUrl !== undefined && /excel/i.test(raw ?? "") && /^(XLSX?|XLSM|XLSB|ODS)$/.test(byUrl))
    return { format: byUrl, rawFormat: raw, mediaType }
  const format = byWord ?? vocabularies.formatFrom(raw, mediaType, declared.url)
  if (raw !== undefined && format === undefined) problems.push(problem("unknown-format", field, raw))
  if (byWord !== undefined && byUrl !== undefined && !agree(byWord, byUrl))
    problems.push(problem("format-mismatch", field, `${raw} ≠ ${fileNameOf(declared.url)}`))
  return { format, rawFormat: raw, mediaType }
}

/** Formats of pages and services: the address is a way in, and no file. */
export function isWayIn(format: string | undefined): boolean {
  return /^(HTML|API|WMS|WFS|WMTS|WCS|ARCGIS|OGC|SPARQL|ODATA)/.test(format ?? "")
}

const wordFormats = new WeakMap<Vocabularies, Map<string, string | undefined>>()

/** Remembered: a catalogue declares a handful of formats thousands of times. */
function formatOfWord(raw: string, vocabularies: Vocabularies): string | undefined {
  const known = wordFormats.get(vocabularies) ?? new Map<string, string | undefined>()
  wordFormats.set(vocabularies, known)
  if (known.size > 2_000) known.clear()
  if (!known.has(raw)) known.set(raw, vocabularies.formatFrom(raw))
  return known.get(raw)
}

// A container or a general syntax on one side does not contradict what is inside on the other.
const general: Readonly<Record<string, RegExp>> = {
  ZIP: /./,
  GZ: /./,
  GZIP: /./,
  TAR: /./,
  "7Z": /./,
  RAR: /./,
  JSON: /JSON|API|ARCGIS|TOPO|STAC/,
  XML: /XML|RDF|GML|KML|GPX|ATOM|RSS|WMS|WFS|SHP|API|ISO/,
  TXT: /CSV|TSV|TXT|DAT/,
  HTML: /./,
  API: /./,
}

function agree(declared: string, byUrl: string): boolean {
  if (declared === byUrl) return true
  if (/^(WMS|WFS|WMTS|WCS|ARCGIS|OGC|API|REST|SPARQL|ODATA)/.test(declared)) return true
  return (general[byUrl]?.test(declared) ?? false) || (general[declared]?.test(byUrl) ?? false)
}

function fileNameOf(url: string | undefined): string {
  return cutAt(
    (url ?? "")
      .replace(/[?#].*$/, "")
      .split("/")
      .at(-1) ?? "",
    100,
  )
}

const accessWords: readonly (readonly [RegExp, AccessRights])[] = [
  [/non[\s_-]?public|confidential|private|\bsecret\b|\bclosed\b/i, "non-public"],
  [/restricted|sensitive|limited|protected/i, "restricted"],
  [/\bpublic\b|\bopen\b/i, "public"],
]

/** Access rights from an EU authority IRI, a DCAT-US level or a plain word; nothing for sentences that say neither. */
export function accessRightsFrom(value: unknown): AccessRights | undefined {
  const text = rawOf(value)
  if (text === undefined || text.length > 120) return undefined
  const word = text.split(/[/#]/).at(-1) ?? text
  return accessWords.find(([pattern]) => pattern.test(word))?.[1]
}

function rawOf(value: unknown): string | undefined {
  const line = lineOf(typeof value === "string" ? value.slice(0, rawLimit * 2) : value)
  return line === undefined ? undefined : cutAt(line, rawLimit)
}
