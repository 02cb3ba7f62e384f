import type { DistributionFacts } from "../../../../catalogue/index.ts"
import {
  compact,
  isWayIn,
  problem,
  type RecordContext,
  readByteSize,
  readDate,
  readFormat,
  readLanguages,
  readLicence,
  readLocalised,
  readUrl,
} from "../../../reading/index.ts"
import { placesOf } from "./row-cells.ts"
import type { Cell, InventoryRow } from "./table.ts"

export interface RowsContext extends RecordContext {
  /** Address of the inventory: files may lie beside it. */
  readonly base: string
  readonly landingPage: string | undefined
}

const limit = 10_000

/** The files that rows of one dataset name; facts of a row are the file's own where the dataset has several rows. */
export function distributionsFromRows(rows: readonly InventoryRow[], context: RowsContext): DistributionFacts[] {
  const found = new Map<string, DistributionFacts>()
  for (const row of rows.slice(0, limit))
    for (const group of fileGroups(row)) {
      const distribution = distributionFrom(row, group, { ...context, isOneOfMany: rows.length > 1 })
      const url = distribution?.downloadUrl ?? distribution?.accessUrl
      if (!distribution || !url) continue
      if (found.has(url) && url !== context.landingPage)
        context.problems.push(problem("repeated-file", `row ${row.number}`, url))
      else found.set(`${url}${found.has(url) ? ` ${row.number}` : ""}`, distribution)
    }
  if (rows.length > limit) context.problems.push(problem("too-many-values", "file_url", rows.length))
  return [...found.values()]
}

/** `file_url_2`, `file_title_fr_2` → its cells without the number, per number. */
function fileGroups({ cells }: InventoryRow): ReadonlyMap<string, Cell>[] {
  const groups = new Map<number, Map<string, Cell>>()
  for (const [name, cell] of cells) {
    const [, stem = "", digits = ""] = /^(file_.+)_(\d+)$/.exec(name) ?? []
    if (stem === "") continue
    const group = groups.get(Number(digits)) ?? new Map<string, Cell>()
    groups.set(Number(digits), group.set(stem, cell))
  }
  return [...groups].sort(([a], [b]) => a - b).map(([, group]) => group)
}

function distributionFrom(
  row: InventoryRow,
  file: ReadonlyMap<string, Cell>,
  context: RowsContext & { readonly isOneOfMany: boolean },
): DistributionFacts | undefined {
  const { problems, language } = context
  const format = file.get("file_format")
  const given = file.get("file_url")
  const url = given ? readUrl(besideInventory(given.text, context), given.field, problems) : undefined
  const size = file.get("file_size")
  const addresses = addressesOf(url, format?.text, context)
  if (url === undefined)
    problems.push(
      problem(addresses ? "missing-url" : "distribution-without-url", given?.field ?? `row ${row.number}`, given?.text),
    )
  if (!addresses) return undefined
  return compact<DistributionFacts>({
    title: readLocalised(placesOf(file, "file_title"), { shape: "line", language }, problems),
    ...addresses,
    ...readFormat({ format: format?.text, url }, format?.field ?? given?.field ?? "file_format", context),
    byteSize: size ? readByteSize(size.text, size.field, problems) : undefined,
    ...(context.isOneOfMany ? ownFacts(row, context) : {}),
  })
}

// DCAT 3 §6.8: what is reachable through the landing page only has that page as its access URL.
function addressesOf(url: string | undefined, format: string | undefined, { vocabularies, landingPage }: RowsContext) {
  if (url === undefined) return landingPage ? { accessUrl: landingPage } : undefined
  const code = vocabularies.formatFrom(format, undefined, url)
  return code === undefined || isWayIn(code) ? { accessUrl: url } : { downloadUrl: url }
}

/** "fichiers/budget 2024.csv" lies beside the inventory; nobody means a host by it. */
function besideInventory(text: string, { base, vocabularies }: RowsContext): string {
  if (/^\.{0,2}\/(?!\/)/.test(text)) return URL.parse(text, base)?.href ?? text
  const [first = "", ...more] = text.split("/")
  const isHost = more.length > 0 && first.includes(".")
  const isFile = !text.includes(":") && vocabularies.formatFrom(undefined, undefined, `https://host.example/${text}`)
  return isFile && !isHost ? (URL.parse(text, base)?.href ?? text) : text
}

function ownFacts({ cells }: InventoryRow, context: RowsContext): Partial<DistributionFacts> {
  const { problems } = context
  const [licence, issued, modified, languages] = ["licence", "issued", "modified", "data_languages"].map((name) =>
    cells.get(name),
  )
  return {
    licence: licence ? readLicence([licence.text], licence.field, context) : undefined,
    issued: issued ? readDate(issued.text, issued.field, problems) : undefined,
    modified: modified ? readDate(modified.text, modified.field, problems) : undefined,
    languages: languages ? readLanguages(languages.text, languages.field, problems) : undefined,
  }
}
