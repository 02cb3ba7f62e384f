/**
 * What an import would do, line by line: begin a dataset, change one, leave it, or refuse the line for reasons that say
 * where and what. Only cells that differ from what the dataset says already change anything. Pure.
 */
import type { InputProblem } from "../../../platform/refusal.ts"
import { mayOnDataset, mayOnOrganization } from "../../dataset-policy.ts"
import type { DatasetDocument, FieldChange } from "../../document.ts"
import { diffDocuments } from "../../publishing/field-paths.ts"
import { mayReadOffice, type OfficeDataset, type WriteContext } from "../../publishing/office-dataset.ts"
import { clearing, type Words } from "./column.ts"
import { columnOf } from "./columns.ts"
import type { ImportColumn, ImportRow, ImportTable } from "./read-import.ts"

/** A mistake at its cell: `path` is the header as it was written, `values.value` what stands there. */
export interface CellProblem extends InputProblem {
  readonly row: number
}

export type PlannedLine =
  | { readonly kind: "create"; readonly row: number; readonly document: DatasetDocument }
  | {
      readonly kind: "update"
      readonly row: number
      readonly office: OfficeDataset
      readonly document: DatasetDocument
      readonly changes: readonly FieldChange[]
    }
  | { readonly kind: "unchanged"; readonly row: number; readonly office: OfficeDataset }
  | { readonly kind: "refused"; readonly row: number; readonly problems: readonly CellProblem[] }

export interface KnownDatasets {
  /** By id. */
  readonly byId: ReadonlyMap<string, OfficeDataset>
  /** By the identifier of their publisher; several may have the same. */
  readonly byIdentifier: ReadonlyMap<string, readonly OfficeDataset[]>
}

export interface ImportOptions {
  /** Body of lines that name none. */
  readonly organizationId?: string | undefined
}

export function planImport(
  table: ImportTable,
  known: KnownDatasets,
  { words, by, organizationId }: ImportOptions & { readonly words: Words } & Pick<WriteContext, "by">,
): PlannedLine[] {
  const taken = new Set<string>()
  return table.rows.map((row) => {
    const line = new Line(row, table.columns)
    const target = targetOf(line, known, by)
    if ("rule" in target) return line.refused(target.column, target.rule)
    const key = target.office?.id ?? line.cell("identifier")
    if (key !== undefined && taken.has(key)) return line.refused("identifier", "repeated")
    if (key !== undefined) taken.add(key)
    if (target.office && !mayOnDataset(by, "edit", target.office.access)) return line.refused("id", "not-allowed")
    if (target.office?.trashedAt) return line.refused("id", "in-the-trash")
    return target.office
      ? planUpdate(line, target.office, { words, by })
      : planCreate(line, { words, by, organizationId })
  })
}

/** One line with what is needed to say what is wrong with it. */
class Line {
  readonly row: ImportRow
  readonly #headers: ReadonlyMap<string, string>

  constructor(row: ImportRow, columns: readonly ImportColumn[]) {
    this.row = row
    this.#headers = new Map(columns.map(({ name, header }) => [name, header]))
  }

  cell(name: string): string | undefined {
    return this.row.cells.get(name)
  }

  problem(column: string, rule: string, values: InputProblem["values"] = {}): CellProblem {
    const value = this.cell(column)?.slice(0, 100)
    return {
      row: this.row.number,
      path: this.#headers.get(column) ?? column,
      rule,
      values: { ...values, ...(value ? { value } : {}) },
    }
  }

  refused(column: string, rule: string): PlannedLine {
    return { kind: "refused", row: this.row.number, problems: [this.problem(column, rule)] }
  }
}

type Target = { readonly office?: OfficeDataset } | { readonly column: string; readonly rule: string }

// Who may not know of a dataset is told the same as of one that is not there.
function targetOf(line: Line, { byId, byIdentifier }: KnownDatasets, by: WriteContext["by"]): Target {
  const id = line.cell("id")?.toLowerCase()
  if (id) {
    const office = byId.get(id)
    return office && mayReadOffice(by, office.access) ? { office } : { column: "id", rule: "unknown" }
  }
  const identifier = line.cell("identifier")
  const those = (byIdentifier.get(identifier ?? "") ?? []).filter(({ access }) => mayOnDataset(by, "edit", access))
  if (those.length > 1) return { column: "identifier", rule: "ambiguous" }
  return those[0] ? { office: those[0] } : {}
}

function planUpdate(
  line: Line,
  office: OfficeDataset,
  context: { readonly words: Words } & Pick<WriteContext, "by">,
): PlannedLine {
  const { document, problems } = written(line, office.document, context.words)
  if (problems.length > 0) return { kind: "refused", row: line.row.number, problems }
  const changes = diffDocuments(office.document, document)
  if (changes.length === 0) return { kind: "unchanged", row: line.row.number, office }
  const moves = document.organizationId !== office.document.organizationId
  if (moves && !mayGoTo(document.organizationId, office, context.by)) return line.refused("organization", "not-allowed")
  return { kind: "update", row: line.row.number, office, document, changes }
}

function mayGoTo(organizationId: string, { access }: OfficeDataset, by: WriteContext["by"]): boolean {
  return mayOnOrganization(by, "add-dataset", organizationId) && mayOnDataset(by, "transfer", access)
}

function planCreate(
  line: Line,
  { words, by, organizationId }: ImportOptions & { readonly words: Words } & Pick<WriteContext, "by">,
): PlannedLine {
  const empty: DatasetDocument = {
    organizationId: organizationId ?? "",
    visibility: "public",
    facts: { title: {} },
    distributions: [],
  }
  const { document, problems } = written(line, empty, words)
  if (problems.length > 0) return { kind: "refused", row: line.row.number, problems }
  if (document.organizationId === "") return line.refused("organization", "missing")
  if (!mayOnOrganization(by, "add-dataset", document.organizationId)) return line.refused("organization", "not-allowed")
  if (Object.keys(document.facts.title).length === 0) return line.refused("title_fr", "missing")
  return { kind: "create", row: line.row.number, document }
}

/** The document with what the cells say otherwise, and every mistake in them. */
function written(line: Line, before: DatasetDocument, words: Words) {
  const problems: CellProblem[] = []
  let document = withIdentifier(before, line.cell("identifier"))
  for (const [name, cell] of inOrder(line.row.cells)) {
    const column = columnOf(name)
    if (!column || cell === column.read(before, words).replace(/\r\n?/g, "\n").trim()) continue
    const result = column.write(document, cell === clearing ? "" : cell, words)
    if (result.kind === "document") document = result.document
    else problems.push(line.problem(name, result.rule, result.values))
  }
  return { document, problems }
}

function withIdentifier(document: DatasetDocument, identifier: string | undefined): DatasetDocument {
  if (identifier === undefined) return document
  const { identifier: _before, ...others } = document.facts
  return { ...document, facts: identifier === clearing ? others : { ...others, identifier } }
}

/** Addresses of files first, the last file first: taking one away must not shift those still to be written. */
function inOrder(cells: ReadonlyMap<string, string>): [string, string][] {
  const files = (name: string) => Number(/^file_url_(\d+)$/.exec(name)?.[1] ?? 0)
  const removed = [...cells].filter(([name, cell]) => files(name) > 0 && cell === clearing)
  const added = [...cells].filter(([name, cell]) => files(name) > 0 && cell !== clearing)
  const others = [...cells].filter(([name]) => files(name) === 0)
  return [
    ...added.sort(([one], [other]) => files(one) - files(other)),
    ...others,
    ...removed.sort(([one], [other]) => files(other) - files(one)),
  ]
}
