/** Which columns stand behind the fields of CKAN's index. Each field is a set of texts, or a moment. */
import { type RawBuilder, sql } from "kysely"

export type SearchField =
  /** Compared whole, without regard to case. `values` is a query of one text column. */
  | { readonly kind: "exact"; readonly values: RawBuilder<unknown> }
  /** Holds the words asked for. */
  | { readonly kind: "words"; readonly values: RawBuilder<unknown> }
  | { readonly kind: "moment"; readonly expression: RawBuilder<unknown> }

const one = (expression: RawBuilder<unknown>): SearchField => ({ kind: "exact", values: sql`select ${expression}` })
const fact = (name: string) => sql`dataset.facts ->> ${sql.lit(name)}`
const texts = (name: string) => sql`
  select value from jsonb_each_text(coalesce(dataset.facts -> ${sql.lit(name)}, '{}'))
`
const listed = (name: string) => sql`
  select value from jsonb_array_elements_text(coalesce(dataset.facts -> ${sql.lit(name)}, '[]'))
`
const ofDistributions = (expression: RawBuilder<unknown>) => sql`
  select ${expression} from distribution where dataset_id = dataset.id and vanished_at is null
`
const tags = sql`
  select tag.value
  from jsonb_each(coalesce(dataset.facts -> 'keywords', '{}')) as entry,
    jsonb_array_elements_text(entry.value) as tag
`
const anyText = sql`
  ${texts("title")} union all ${texts("description")} union all ${tags} union all select dataset.slug
  union all select value from jsonb_each_text(organization.name)
`
const formats = ofDistributions(sql`coalesce(distribution.facts ->> 'format', distribution.facts ->> 'rawFormat')`)
const licence = sql`coalesce(dataset.facts -> 'licence' ->> 'code', dataset.facts -> 'licence' ->> 'raw')`
const contact = (name: string) => sql`dataset.facts -> 'contactPoints' -> 0 ->> ${sql.lit(name)}`

const fields: Readonly<Record<string, SearchField>> = {
  id: one(sql`dataset.id::text`),
  name: one(sql`dataset.slug`),
  title: { kind: "words", values: texts("title") },
  notes: { kind: "words", values: texts("description") },
  text: { kind: "words", values: anyText },
  tags: { kind: "exact", values: tags },
  groups: { kind: "exact", values: listed("themes") },
  organization: one(sql`organization.slug`),
  owner_org: one(sql`organization.id::text`),
  res_format: { kind: "exact", values: formats },
  res_url: {
    kind: "exact",
    values: ofDistributions(sql`coalesce(distribution.facts ->> 'downloadUrl', distribution.facts ->> 'accessUrl')`),
  },
  res_name: {
    kind: "words",
    values: sql`
      select title.value
      from distribution, jsonb_each_text(coalesce(distribution.facts -> 'title', '{}')) as title
      where dataset_id = dataset.id and vanished_at is null
    `,
  },
  res_description: {
    kind: "words",
    values: sql`
      select description.value
      from distribution, jsonb_each_text(coalesce(distribution.facts -> 'description', '{}')) as description
      where dataset_id = dataset.id and vanished_at is null
    `,
  },
  license_id: one(licence),
  url: one(fact("landingPage")),
  version: one(fact("version")),
  author: {
    kind: "words",
    values: sql`select value from jsonb_each_text(coalesce(dataset.facts -> 'publisher' -> 'name', '{}'))`,
  },
  maintainer: { kind: "words", values: sql`select ${contact("name")}` },
  maintainer_email: one(contact("email")),
  metadata_created: { kind: "moment", expression: sql`dataset.created_at` },
  metadata_modified: { kind: "moment", expression: sql`dataset.metadata_modified` },
  // Only what is published is ever searched, so these have one value each; asking for another finds nothing.
  state: one(sql`'active'`),
  private: one(sql`'false'`),
  capacity: one(sql`'public'`),
  dataset_type: one(sql`'dataset'`),
  type: one(sql`'dataset'`),
  creator_user_id: one(sql`null::text`),
}

const extras: Readonly<Record<string, SearchField>> = {
  identifier: one(fact("identifier")),
  issued: one(fact("issued")),
  modified: one(fact("modified")),
  frequency: one(sql`coalesce(dataset.facts -> 'frequency' ->> 'code', dataset.facts -> 'frequency' ->> 'raw')`),
  access_rights: one(fact("accessRights")),
  theme: { kind: "exact", values: listed("themes") },
  language: { kind: "exact", values: listed("languages") },
}

const nothing = one(sql`null::text`)

/** The field of a name; an extra or vocabulary that nobody uses is empty, another unknown name is a mistake. */
export function searchField(name: string): SearchField | undefined {
  if (Object.hasOwn(fields, name)) return fields[name]
  const extra = name.replace(/^extras_/, "")
  if (Object.hasOwn(extras, extra)) return extras[extra]
  return /^(?:extras|vocab)_/.test(name) ? nothing : undefined
}

export const textField = fields.text!

/** Fields whose values can be counted. */
export const facetFields: Readonly<Record<string, RawBuilder<unknown>>> = {
  organization: sql`select organization.slug`,
  groups: listed("themes"),
  tags,
  res_format: formats,
  license_id: sql`select ${licence}`,
  dataset_type: sql`select 'dataset'`,
}
