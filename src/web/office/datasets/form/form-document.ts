/** From what was typed to a document: what the form does not show is kept from the document it was filled from. */
import type { ContactPoint, DatasetDocument, DistributionEntry, Mapped, Period } from "../../../../catalogue/index.ts"
import type { LocalisedText } from "../../../../texts/index.ts"
import { formatInfo } from "../../../../vocabulary/index.ts"
import { type ContactValues, type FileValues, type FormValues, valuesOf, wordsTyped } from "./form-values.ts"

export function documentFromValues(values: FormValues, base: DatasetDocument): DatasetDocument {
  const was = valuesOf(base)
  const { seriesId: _series, privateReason: _reason, ...rest } = base
  const { facts } = base
  const kept = <Value>(name: keyof FormValues, typed: Value | undefined, before: Value | undefined) =>
    same(values[name], was[name]) ? before : typed
  return {
    ...rest,
    organizationId: values.organizationId || base.organizationId,
    ...present("seriesId", values.seriesId || undefined),
    visibility: values.visibility === "private" ? "private" : "public",
    ...present("privateReason", kept("privateReason", text(values.privateReason), base.privateReason)),
    facts: {
      ...without(facts, shownFields),
      title: values.title,
      ...present("description", kept("description", text(values.description), facts.description)),
      ...present("keywords", kept("keywords", keywordsFrom(values.keywords), facts.keywords)),
      ...present("themes", kept("themes", list(inOrder(values.themes, facts.themes)), facts.themes)),
      ...present("spatial", list(values.places)),
      ...present("temporal", kept("periods", list(values.periods.map(periodFrom)), facts.temporal)),
      ...present("licence", mappedFrom(values.licence, facts.licence)),
      ...present("frequency", mappedFrom(values.frequency, facts.frequency)),
      ...present("contactPoints", kept("contacts", list(values.contacts.map(contactFrom)), facts.contactPoints)),
      ...present("accessRights", rightsFrom(values.accessRights)),
      ...present("identifier", line(values.identifier)),
      ...present("version", line(values.version)),
      ...present("landingPage", line(values.landingPage)),
      ...present("conformsTo", kept("conformsTo", list(linesOf(values.conformsTo)), facts.conformsTo)),
      ...present("issued", line(values.issued)),
      ...present("modified", line(values.modified)),
      ...present("languages", kept("languages", list(inOrder(values.languages, facts.languages)), facts.languages)),
    },
    distributions: values.files.map((file) =>
      fileFrom(
        file,
        base.distributions.find(({ id }) => id === file.id),
      ),
    ),
  }
}

const shownFields = [
  "title",
  "description",
  "keywords",
  "themes",
  "spatial",
  "temporal",
  "licence",
  "frequency",
  "contactPoints",
  "accessRights",
  "identifier",
  "version",
  "landingPage",
  "conformsTo",
  "issued",
  "modified",
  "languages",
] as const

const shownOfFiles = [
  "title",
  "description",
  "format",
  "downloadUrl",
  "accessUrl",
  "documentation",
  "licence",
  "file",
] as const

function fileFrom(values: FileValues, base: DistributionEntry | undefined): DistributionEntry {
  const replaced = base !== undefined && values.storedId !== (base.file?.id ?? "")
  const moved = base !== undefined && values.downloadUrl !== (base.downloadUrl ?? "")
  const before = without(base ?? { id: values.id }, shownOfFiles)
  // Size, type and checksum were those of the other file.
  const kept = replaced || moved ? without(before, ["byteSize", "checksum", "mediaType", "rawFormat"]) : before
  const { format } = values
  const isNew = !base || moved || format !== (base.format ?? "")
  const mediaType = isNew && !("mediaType" in kept) && !values.storedId ? formatInfo(format)?.mediaType : undefined
  return {
    ...kept,
    id: values.id,
    ...present("title", text(values.title)),
    ...present("description", text(values.description)),
    ...present("format", format || undefined),
    ...present("mediaType", mediaType),
    ...present("downloadUrl", line(values.downloadUrl)),
    ...present("accessUrl", line(values.accessUrl)),
    ...(values.documentation ? { documentation: true } : base?.documentation === false ? { documentation: false } : {}),
    ...present("licence", mappedFrom(values.licence, base?.licence)),
    ...(values.storedId ? { file: { id: values.storedId, name: values.storedName || "file" } } : {}),
  }
}

function present<Name extends string, Value>(name: Name, value: Value | undefined): { [Key in Name]?: Value } {
  return value === undefined ? {} : ({ [name]: value } as { [Key in Name]: Value })
}

function without<Given extends object, Name extends string>(given: Given, names: readonly Name[]): Omit<Given, Name> {
  const left = Object.entries(given).filter(([name]) => !(names as readonly string[]).includes(name))
  return Object.fromEntries(left) as unknown as Omit<Given, Name>
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

function line(value: string): string | undefined {
  return value.trim() === "" ? undefined : value
}

function text(value: LocalisedText): LocalisedText | undefined {
  return Object.keys(value).length > 0 ? value : undefined
}

function list<Item>(items: readonly Item[]): readonly Item[] | undefined {
  return items.length > 0 ? items : undefined
}

/** Boxes stand in the order of their list, which is not that of the document. */
function inOrder(chosen: readonly string[], before: readonly string[] = []): readonly string[] {
  return [...before.filter((one) => chosen.includes(one)), ...chosen.filter((one) => !before.includes(one))]
}

function linesOf(value: string): string[] {
  return value
    .split(/\r?\n/)
    .map((one) => one.trim())
    .filter(Boolean)
}

function keywordsFrom(typed: LocalisedText): Readonly<Record<string, readonly string[]>> | undefined {
  const words = Object.entries(typed).map(([tag, value]) => [tag, wordsTyped(value)] as const)
  const some = words.filter(([, those]) => those.length > 0)
  return some.length > 0 ? Object.fromEntries(some) : undefined
}

/** The source's own spelling stays while the choice stays. */
function mappedFrom(code: string, before: Mapped | undefined): Mapped | undefined {
  if (code === (before?.code ?? "")) return before
  return code === "" ? undefined : { code }
}

function periodFrom({ start, end }: { start: string; end: string }): Period {
  return { ...present("start", line(start)), ...present("end", line(end)) }
}

function contactFrom({ name, email, phone, url }: ContactValues): ContactPoint {
  return {
    ...present("name", line(name)),
    ...present("email", line(email)),
    ...present("phone", line(phone)),
    ...present("url", line(url)),
  }
}

function rightsFrom(value: string): "public" | "restricted" | "non-public" | undefined {
  return value === "public" || value === "restricted" || value === "non-public" ? value : undefined
}
