import { createHash } from "node:crypto"
import { formatFrom, formatInfo } from "../vocabulary/index.ts"
import type { DemoDataset, DemoFile } from "./demo-dataset.ts"
import type { DemoPortal } from "./portal.ts"

type Json = Readonly<Record<string, unknown>>

export interface CkanAnswer {
  readonly status: number
  readonly body: Json
}

/** The CKAN Action API (version 3) over a portal's datasets: what harvesters call, in CKAN's own shapes. */
export function ckanAction(portal: DemoPortal, baseUrl: string, action: string, query: URLSearchParams): CkanAnswer {
  const answer = (result: unknown): CkanAnswer => ({
    status: 200,
    body: { help: `${baseUrl}/api/3/action/help_show?name=${action}`, success: true, result },
  })
  switch (action) {
    case "status_show":
      return answer({ ckan_version: "2.9.9", site_url: baseUrl, site_title: portal.title.fr, extensions: [] })
    case "package_search":
      return search(packagesOf(portal, baseUrl), query, answer)
    case "package_list":
      return answer(portal.datasets.map(({ key }) => key).sort())
    case "package_show":
      return found(
        packagesOf(portal, baseUrl).find((one) => isNamed(one, query.get("id"))),
        answer,
      )
    case "organization_list":
      return answer(bodies(portal).map((body) => (query.get("all_fields") === "true" ? body : body.name)))
    case "organization_show":
      return found(
        bodies(portal).find((one) => isNamed(one, query.get("id"))),
        answer,
      )
    case "group_list":
      return answer(groups(portal).map((group) => (query.get("all_fields") === "true" ? group : group.name)))
    case "group_show":
      return found(
        groups(portal).find((one) => isNamed(one, query.get("id"))),
        answer,
      )
    default:
      return {
        status: 400,
        body: { success: false, error: { __type: "Bad Request", message: `Action name not known: ${action}` } },
      }
  }
}

function found(one: Json | undefined, answer: (result: unknown) => CkanAnswer): CkanAnswer {
  return one
    ? answer(one)
    : { status: 404, body: { success: false, error: { __type: "Not Found Error", message: "Not found" } } }
}

function isNamed(one: Json, name: string | null): boolean {
  return name !== null && name !== "" && (one.id === name || one.name === name)
}

function search(
  packages: readonly Json[],
  query: URLSearchParams,
  answer: (result: unknown) => CkanAnswer,
): CkanAnswer {
  const since = /metadata_modified:\[(\S+?)Z? TO \*\]/.exec(query.get("fq") ?? "")?.[1]
  const words = (query.get("q") ?? "").replace("*:*", "").toLowerCase().split(/\s+/).filter(Boolean)
  const matching = packages
    .filter((one) => !since || String(one.metadata_modified ?? "") >= since)
    .filter((one) => words.every((word) => JSON.stringify(one).toLowerCase().includes(word)))
  const [field, direction] = (query.get("sort") ?? "metadata_modified desc").split(/[\s,]+/)
  const key = (one: Json) => String(one[field ?? "id"] ?? "")
  const sign = direction === "desc" ? -1 : 1
  const sorted = [...matching].sort((a, b) => (key(a) < key(b) ? -sign : key(a) > key(b) ? sign : 0))
  const start = count(query.get("start"), 0)
  const rows = Math.min(count(query.get("rows"), 10), 1000)
  return answer({
    count: matching.length,
    sort: query.get("sort") ?? "metadata_modified desc",
    facets: {},
    search_facets: {},
    results: sorted.slice(start, start + rows),
  })
}

function count(text: string | null, otherwise: number): number {
  return text !== null && /^\d{1,6}$/.test(text) ? Number(text) : otherwise
}

function packagesOf(portal: DemoPortal, baseUrl: string): readonly Json[] {
  return [
    ...portal.datasets.map((dataset) => packageOf(dataset, portal, baseUrl)),
    ...(portal.broken as readonly Json[]),
  ]
}

function packageOf(dataset: DemoDataset, portal: DemoPortal, baseUrl: string): Json {
  const theme = portal.themes.get(dataset.theme)
  const tags = [...new Set(Object.values(dataset.keywords).flat())]
  const body = bodyOf(dataset.publisher)
  return {
    id: dataset.id,
    name: dataset.key,
    type: "dataset",
    state: "active",
    private: false,
    url: `${baseUrl}/dataset/${dataset.key}`,
    version: null,
    author: body.title,
    author_email: null,
    maintainer: null,
    maintainer_email: null,
    ...licenceOf(dataset.licence),
    owner_org: body.id,
    organization: body,
    groups: theme
      ? [
          {
            id: idOf(theme.code),
            name: theme.code,
            title: theme.label.fr,
            display_name: theme.label.fr,
            description: "",
          },
        ]
      : [],
    tags: tags.map((name) => ({ id: idOf(name), name, display_name: name, state: "active", vocabulary_id: null })),
    num_tags: tags.length,
    num_resources: dataset.files.length,
    metadata_created: `${dataset.issued}T08:00:00.000000`,
    metadata_modified: `${dataset.modified}T09:30:00.000000`,
    creator_user_id: null,
    relationships_as_subject: [],
    relationships_as_object: [],
    ...texts(dataset, portal),
    resources: dataset.files.map((file, position) => resourceOf({ file, position, dataset, portal, baseUrl })),
  }
}

function texts(dataset: DemoDataset, { dialect }: DemoPortal): Json {
  const first = (text: DemoDataset["description"]) => text?.fr ?? text?.en ?? text?.ar ?? ""
  const extras = [
    ...(dataset.place ? [{ key: "place", value: dataset.place }] : []),
    ...(dataset.period
      ? [{ key: "period", value: `${slashed(dataset.period.start)}..${slashed(dataset.period.end)}` }]
      : []),
  ]
  const own = { title: first(dataset.title), notes: first(dataset.description) }
  switch (dialect) {
    case "fluent":
      return {
        ...own,
        title_translated: dataset.title,
        notes_translated: dataset.description ?? {},
        tags_translated: dataset.keywords,
        frequency: dataset.frequency ?? "",
        extras,
      }
    case "title_ar":
      return {
        ...own,
        title_ar: dataset.title.ar ?? "",
        notes_ar: dataset.description?.ar ?? "",
        keywords_fr: (dataset.keywords.fr ?? []).join(","),
        keywords_ar: (dataset.keywords.ar ?? []).join(","),
        frequency_update: dataset.frequency ?? "",
        extras,
      }
    default:
      return {
        ...own,
        extras: [...extras, ...(dataset.frequency ? [{ key: "frequency", value: dataset.frequency }] : [])],
      }
  }
}

interface ResourceMaking {
  readonly file: DemoFile
  readonly position: number
  readonly dataset: DemoDataset
  readonly portal: DemoPortal
  readonly baseUrl: string
}

function resourceOf({ file, position, dataset, portal, baseUrl }: ResourceMaking): Json {
  const { title } = file
  return {
    id: idOf(`${dataset.id}/${file.name}`),
    package_id: dataset.id,
    position,
    name: title.fr ?? title.en ?? title.ar,
    ...(portal.dialect === "fluent" ? { name_translated: title } : {}),
    ...(portal.dialect === "title_ar" ? { name_ar: title.ar ?? "" } : {}),
    description: "",
    url: `${baseUrl}/files/${file.name}`,
    url_type: "upload",
    format: file.format,
    mimetype: formatInfo(formatFrom(file.format) ?? "")?.mediaType ?? null,
    mimetype_inner: null,
    size: file.tellsSize && file.body ? file.body().byteLength : null,
    hash: "",
    created: `${dataset.issued}T08:00:00.000000`,
    last_modified: `${file.modified}T09:30:00.000000`,
    state: "active",
    datastore_active: false,
  }
}

function licenceOf(raw: string | undefined): Json {
  if (raw === undefined) return { license_id: null, license_title: null, isopen: false }
  return /\s/.test(raw)
    ? { license_id: "", license_title: raw, isopen: false }
    : { license_id: raw, license_title: raw, isopen: raw !== "notspecified" }
}

function bodyOf({ slug, name }: DemoDataset["publisher"]) {
  return {
    id: idOf(slug),
    name: slug,
    title: name.fr ?? slug,
    type: "organization",
    description: "",
    image_url: "",
    is_organization: true,
    state: "active",
  }
}

function bodies({ datasets }: DemoPortal) {
  const bySlug = new Map(datasets.map(({ publisher }) => [publisher.slug, publisher]))
  return [...bySlug.values()].map((publisher) => ({
    ...bodyOf(publisher),
    display_name: publisher.name.fr,
    package_count: datasets.filter((dataset) => dataset.publisher.slug === publisher.slug).length,
  }))
}

function groups({ datasets, themes }: DemoPortal) {
  return [...new Set(datasets.map(({ theme }) => theme))].map((code) => ({
    id: idOf(code),
    name: code,
    title: themes.get(code)?.label.fr ?? code,
    display_name: themes.get(code)?.label.fr ?? code,
    package_count: datasets.filter(({ theme }) => theme === code).length,
  }))
}

const slashed = (date: string): string => date.replaceAll("-", "/")

function idOf(name: string): string {
  const hex = createHash("sha256").update(`ckan/${name}`).digest("hex")
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
