/**
 * What publishing a document writes into the layers. Over what a source says lie edits, one per field, and an edit that says
 * the same as the source is none. A file added here is its own layer; one that a source gives and that is taken away here is
 * hidden, so that it stays away while the source goes on giving it.
 */
import { remoteAddressOf } from "../distribution-address.ts"
import type { DatasetDocument, DistributionEntry } from "../document.ts"
import type { DistributionFacts } from "../facts.ts"
import { type FieldEdit, type ShownFacts, structuralFields } from "../layers.ts"
import { fieldsOf, sameValue } from "./field-paths.ts"

/** A file as stored, those that vanished included. */
export interface StoredDistribution {
  readonly id: string
  readonly manual: boolean
  readonly hidden: boolean
  readonly vanished: boolean
  readonly facts: DistributionFacts
  /** What the source says, where edits lie over it. */
  readonly declared?: DistributionFacts
}

export interface PublicationInput {
  readonly shown?: DatasetDocument
  readonly document: DatasetDocument
  /** What its best source says; absent for one that is made here. */
  readonly snapshot?: ShownFacts
  readonly edits: readonly FieldEdit[]
  readonly distributions: readonly StoredDistribution[]
}

export interface DistributionChange {
  readonly id: string
  readonly position: number
  readonly manual: boolean
  readonly facts: DistributionFacts
  readonly declared?: DistributionFacts
  /** What was measured at the old address says nothing of the new one. */
  readonly addressChanged: boolean
  /** Another file of ours than before: a version. */
  readonly newFile: boolean
}

export interface EditChange extends FieldEdit {
  readonly entity: "dataset" | "distribution"
  readonly entityId?: string
  /** The source says the same now: there is nothing to correct. */
  readonly obsolete: boolean
}

export interface PublicationPlan {
  readonly edits: readonly EditChange[]
  readonly inserted: readonly DistributionChange[]
  readonly updated: readonly DistributionChange[]
  readonly vanished: readonly string[]
  readonly hidden: readonly string[]
  readonly editedFields: readonly string[]
}

export function planPublication(input: PublicationInput): PublicationPlan {
  const files = planFiles(input)
  const edits = [...datasetEdits(input), ...files.edits]
  const filesTouched = files.inserted.length + files.hidden.length > 0 || edits.some(isAboutFiles)
  const keptBefore = input.edits.filter(
    (one) =>
      !edits.some((edit) => edit.entity === "dataset" && edit.field === one.field && edit.language === one.language),
  )
  const lasting = [...keptBefore, ...edits.filter(({ entity, obsolete }) => entity === "dataset" && !obsolete)]
  const names = lasting.map(({ field }) => field).filter((name) => !structuralFields.has(name))
  return {
    edits,
    inserted: files.inserted,
    updated: files.updated,
    vanished: files.vanished,
    hidden: files.hidden,
    editedFields: input.snapshot
      ? [...new Set([...names, ...(filesTouched || hasOwnFiles(input) ? ["distributions"] : [])])].sort()
      : [],
  }
}

function isAboutFiles({ entity, field, obsolete }: EditChange): boolean {
  return !obsolete && (entity === "distribution" || field === "distributions")
}

function hasOwnFiles({ document, distributions }: PublicationInput): boolean {
  const own = new Set(document.distributions.map(({ id }) => id))
  return distributions.some(({ id, manual, hidden, declared }) => hidden || (own.has(id) && (manual || declared)))
}

function datasetEdits({ shown, document, snapshot, edits: stored }: PublicationInput): EditChange[] {
  const [before, after] = [shown ? layered(shown) : new Map(), layered(document)]
  const source = snapshot ? layered({ ...document, facts: snapshot }) : new Map<string, unknown>()
  const paths = new Set([...changesBetween(before, after), ...withoutEffect(stored, after)])
  const edits = [...paths].map((path) => editOf(path, { after, source }))
  return reordersFiles({ shown, document, snapshot }) ? [...edits, orderEdit(document)] : edits
}

/** The fields of a document that edits lie over; visibility is decided here alone, files have layers of their own. */
function layered(document: DatasetDocument): Map<string, unknown> {
  const decidedHere = /^(?:visibility|privateReason|distributions)(?:\.|$)/
  return new Map([...fieldsOf(document)].filter(([path]) => !decidedHere.test(path)))
}

function changesBetween(before: ReadonlyMap<string, unknown>, after: ReadonlyMap<string, unknown>): string[] {
  const paths = new Set([...before.keys(), ...after.keys()])
  return [...paths].filter((path) => !sameValue(before.get(path), after.get(path)))
}

// One that took the last language of a title does not show, since a title is never removed; it would as soon as there is
// another language, and then take away what is published now.
function withoutEffect(edits: readonly FieldEdit[], after: ReadonlyMap<string, unknown>): string[] {
  return edits
    .filter(({ field }) => !structuralFields.has(field))
    .map(({ field, language, value }) => ({ path: language ? `${field}.${language}` : field, value }))
    .filter(({ path, value }) => !sameValue(after.get(path) ?? null, value))
    .map(({ path }) => path)
}

interface Layers {
  readonly after: ReadonlyMap<string, unknown>
  readonly source: ReadonlyMap<string, unknown>
}

function editOf(path: string, { after, source }: Layers): EditChange {
  const [field = "", language = ""] = path.split(".")
  const value = after.get(path) ?? null
  // No snapshot says to which body or series we hold a dataset: such an edit always stands.
  const obsolete = !structuralFields.has(field) && sameValue(after.get(path), source.get(path))
  return { entity: "dataset", field, language, value, obsolete }
}

// A source's own order is followed until somebody arranges the files, or puts one of ours among them.
function reordersFiles({ shown, document, snapshot }: Pick<PublicationInput, "shown" | "document" | "snapshot">) {
  if (!snapshot || !shown) return false
  const before = shown.distributions.map(({ id }) => id)
  const after = document.distributions.map(({ id }) => id)
  const kept = before.filter((id) => after.includes(id))
  return !sameValue(kept, after.slice(0, kept.length))
}

function orderEdit({ distributions }: DatasetDocument): EditChange {
  const value = distributions.map(({ id }) => id)
  return { entity: "dataset", field: "distributions", language: "", value, obsolete: false }
}

interface FilePlan {
  readonly edits: EditChange[]
  readonly inserted: DistributionChange[]
  readonly updated: DistributionChange[]
  readonly vanished: string[]
  readonly hidden: string[]
}

function planFiles({ shown, document, distributions, snapshot }: PublicationInput): FilePlan {
  const plan: FilePlan = { edits: [], inserted: [], updated: [], vanished: [], hidden: [] }
  const stored = new Map(distributions.map((one) => [one.id, one]))
  const after = new Map(document.distributions.map((one) => [one.id, one]))
  for (const { id, manual, vanished } of distributions) {
    if (vanished || after.has(id)) continue
    if (manual || !snapshot) plan.vanished.push(id)
    else plan.hidden.push(id)
  }
  const shownBefore = new Map((shown?.distributions ?? []).map((one, position) => [one.id, { one, position }]))
  document.distributions.forEach((entry, position) => {
    const old = stored.get(entry.id)
    const before = shownBefore.get(entry.id)
    const change = changeOf(entry, { position, old, before: before?.one })
    if (!old) plan.inserted.push(change)
    else if (old.vanished || before?.position !== position || !sameValue(before.one, entry)) plan.updated.push(change)
    if (old && !change.manual) plan.edits.push(...fileEdits(entry, before?.one ?? old.facts, old))
  })
  return plan
}

interface FileBefore {
  readonly position: number
  readonly old: StoredDistribution | undefined
  readonly before: DistributionEntry | undefined
}

function changeOf(entry: DistributionEntry, { position, old, before }: FileBefore): DistributionChange {
  const { id, ...facts } = entry
  // One that its source lost, taken up here again, is ours from now on.
  const manual = !old || old.manual || (old.vanished && !old.hidden)
  const said = old && !manual ? (old.declared ?? old.facts) : undefined
  return {
    id,
    position,
    manual,
    facts,
    ...(said && !sameValue(said, facts) ? { declared: said } : {}),
    addressChanged: remoteAddressOf(before) !== remoteAddressOf(facts),
    newFile: facts.file !== undefined && facts.file.id !== before?.file?.id,
  }
}

function fileEdits(entry: DistributionEntry, shown: DistributionFacts, old: StoredDistribution): EditChange[] {
  const [before, after, source] = [shown, entry, old.declared ?? old.facts].map(fieldsOfFile)
  return changesBetween(before!, after!).map((path) => ({
    ...editOf(path, { after: after!, source: source! }),
    entity: "distribution",
    entityId: entry.id,
  }))
}

const aside = "00000000-0000-0000-0000-000000000000"

function fieldsOfFile(facts: DistributionFacts): Map<string, unknown> {
  const prefix = `distributions.${aside}.`
  const document = { facts: { title: {} }, distributions: [{ ...facts, id: aside }] } as unknown as DatasetDocument
  const fields = [...fieldsOf(document)].filter(([path]) => path.startsWith(prefix))
  return new Map(fields.map(([path, value]) => [path.slice(prefix.length), value]))
}
