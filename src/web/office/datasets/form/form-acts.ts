/** What a button of the form does to what was typed. Pure: the page works without scripts because every act is one post. */
import type { SpatialCoverage } from "../../../../catalogue/index.ts"
import type { Language } from "../../../../texts/index.ts"
import { formatFrom, type Vocabularies } from "../../../../vocabulary/index.ts"
import { type FileValues, type FormValues, wordsTyped } from "./form-values.ts"

/** A step of the workflow that follows once what was typed is saved. */
export const steps = ["submit", "publish", "schedule"] as const
export type Step = (typeof steps)[number]

/** What was typed beside the document: into a line that a button adds, where it could not be, and with a step refused. */
export interface Typed {
  readonly name?: string
  readonly box?: readonly string[]
  readonly link?: string
  readonly comment?: string
  readonly publishAt?: string
}

export interface Acted {
  readonly values: FormValues
  /** An empty line to show. */
  readonly more?: "period" | "contact"
  /** Where the reader goes on. */
  readonly at?: string
  readonly step?: Step
  readonly leave?: boolean
  readonly typed?: Typed
  /** Id of a file whose link was just added. */
  readonly linked?: string
}

export interface Act {
  readonly form: URLSearchParams
  readonly values: FormValues
  readonly language: Language
  readonly vocabularies: Vocabularies
  readonly newId: () => string
}

export function applyAct(act: Act): Acted {
  const [name = "", ...rest] = (act.form.get("act") ?? "save").split(":")
  const argument = rest.join(":")
  const { values } = act
  switch (name) {
    case "add-place":
      return { ...withTyped(act), at: "places" }
    case "add-box":
      return { ...withTyped(act), at: "places" }
    case "add-period":
      return { values, more: "period", at: "period" }
    case "add-contact":
      return { values, more: "contact", at: "contact" }
    case "add-link":
      return withLink(act)
    case "file-up":
    case "file-down":
      return { values: moved(values, argument, name === "file-up" ? -1 : 1), at: `file-${argument}` }
    case "file-remove":
      return { values: { ...values, files: values.files.filter(({ id }) => id !== argument) }, at: "files" }
    case "use":
      return used(values, argument)
    case "leave":
      return { ...withTyped(act), leave: true }
    case "submit":
    case "publish":
    case "schedule":
      return { ...withTyped(act), step: name, at: "review" }
    // Saved by itself: a name half typed is not yet a place.
    case "auto":
      return { values }
    default:
      return withTyped(act)
  }
}

/** Takes the typed place, box and link along. */
function withTyped(act: Act): Acted {
  const place = typedPlace(act)
  const box = typedBox(act.form)
  const linked = withLink(act)
  const added = [...(place ? [place] : []), ...(box.kind === "box" ? [box.coverage] : [])]
  const known = new Set(act.values.places.map((one) => JSON.stringify(one)))
  const fresh = added.filter((one) => !known.has(JSON.stringify(one)))
  const typed = { ...linked.typed, ...(box.kind === "wrong" ? { box: box.typed } : {}) }
  return {
    values: { ...linked.values, places: [...act.values.places, ...fresh] },
    ...(Object.keys(typed).length > 0 ? { typed } : {}),
  }
}

function typedPlace({ form, vocabularies, language }: Act): SpatialCoverage | undefined {
  const name = form.get("addPlace")?.trim().slice(0, 300)
  if (!name) return undefined
  const place = vocabularies.placeFrom(name)
  return place ? { code: place.code } : { label: { [language]: name } }
}

type TypedBox =
  | { readonly kind: "none" }
  | { readonly kind: "wrong"; readonly typed: readonly string[] }
  | { readonly kind: "box"; readonly coverage: SpatialCoverage }

export function typedBox(form: URLSearchParams): TypedBox {
  const typed = ["west", "south", "east", "north"].map((side) => form.get(`box.${side}`)?.trim() ?? "")
  if (typed.every((text) => text === "")) return { kind: "none" }
  const [west = Number.NaN, south = Number.NaN, east = Number.NaN, north = Number.NaN] = typed.map(degrees)
  const right = west < east && south < north && west >= -180 && east <= 180 && south >= -90 && north <= 90
  return right ? { kind: "box", coverage: { bbox: [west, south, east, north] } } : { kind: "wrong", typed }
}

// A comma is how Tunisians write decimals.
function degrees(text: string): number {
  return /^[-+]?\d{1,3}(?:[.,]\d+)?$/.test(text) ? Number(text.replace(",", ".")) : Number.NaN
}

function withLink({ form, values, newId }: Act): Acted {
  const link = form.get("addLink")?.trim() ?? ""
  if (link === "") return { values, at: "files" }
  if (!/^https?:\/\/[^/\s]/i.test(link) || !URL.canParse(link)) return { values, at: "files", typed: { link } }
  if (values.files.some(({ downloadUrl }) => downloadUrl === link)) return { values, at: "files" }
  const id = newId()
  return {
    values: { ...values, files: [...values.files, { ...emptyFile, id, downloadUrl: link, format: formatNamed(link) }] },
    linked: id,
    at: "files",
  }
}

function formatNamed(name: string): string {
  return formatFrom(undefined, undefined, name) ?? ""
}

const emptyFile: FileValues = {
  id: "",
  title: {},
  description: {},
  format: "",
  downloadUrl: "",
  accessUrl: "",
  documentation: false,
  licence: "",
  storedId: "",
  storedName: "",
}

function moved(values: FormValues, id: string, by: -1 | 1): FormValues {
  const files = [...values.files]
  const from = files.findIndex((file) => file.id === id)
  const to = from + by
  const [file] = from < 0 || to < 0 || to >= files.length ? [] : files.splice(from, 1)
  if (file) files.splice(to, 0, file)
  return { ...values, files }
}

/** A suggestion taken: `theme=AGRI`, `keywords.fr=pêche`, `place=iso:TN-34`, `period=2020/2024`, `title.fr=…`. */
function used(values: FormValues, argument: string): Acted {
  const cut = argument.indexOf("=")
  const [field, value] = [argument.slice(0, cut), argument.slice(cut + 1)]
  const [name = "", tag = ""] = field.split(".")
  switch (name) {
    case "theme":
      return { values: { ...values, themes: [...new Set([...values.themes, value])] }, at: "theme" }
    case "keywords": {
      const words = wordsTyped(values.keywords[tag] ?? "")
      const typed = [...new Set([...words, value])].join(
        words.some((word) => /[,،]/.test(word)) ? "\n" : tag === "ar" ? "، " : ", ",
      )
      return { values: { ...values, keywords: { ...values.keywords, [tag]: typed } }, at: field }
    }
    case "title":
    case "description":
      return { values: { ...values, [name]: { ...values[name], [tag]: value } }, at: field }
    case "frequency":
    case "licence":
      return { values: { ...values, [name]: value }, at: name }
    case "place": {
      const chosen = values.places.some(({ code }) => code === value)
      const places = chosen ? values.places : [...values.places, { code: value as `${string}:${string}` }]
      return { values: { ...values, places }, at: "places" }
    }
    case "period": {
      const [start = "", end = ""] = value.split("/")
      return { values: { ...values, periods: [...values.periods, { start, end }] }, at: "period" }
    }
    default:
      return { values }
  }
}

/** A file that has arrived: a new one of the dataset, or a new version of one it has. */
export interface Arrived {
  readonly storedId: string
  readonly name: string
  readonly replaces?: string
}

/** The first file of an upload gives the distribution its id, so that a repeated post adds nothing twice. */
export function withArrived(values: FormValues, arrived: readonly Arrived[]): FormValues {
  let files = [...values.files]
  for (const { storedId, name, replaces } of arrived) {
    const stored = { storedId, storedName: name, downloadUrl: "", format: formatNamed(name) }
    if (replaces) files = files.map((file) => (file.id === replaces ? { ...file, ...stored } : file))
    else if (!files.some((file) => file.storedId === storedId)) files.push({ ...emptyFile, ...stored, id: storedId })
  }
  return { ...values, files }
}
