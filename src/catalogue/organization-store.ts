import { type RawBuilder, sql } from "kysely"
import type { Db, Tx } from "../platform/db.ts"
import { isUuid } from "../platform/ids.ts"
import type { Language, LocalisedText } from "../texts/index.ts"
import type { OrganizationId } from "./dataset.ts"
import type { Organization, Renaming } from "./organization.ts"
import { ownerOfFormerSlug } from "./slug-register.ts"

export type OrganizationLookup =
  | { readonly kind: "found"; readonly organization: Organization }
  | { readonly kind: "moved"; readonly id: OrganizationId; readonly slug: string }
  | { readonly kind: "none" }

/** By id, slug or former slug. */
export async function organizationByRef(db: Db, ref: string): Promise<OrganizationLookup> {
  const condition = isUuid(ref) ? sql`id = ${ref}` : sql`slug = ${ref}`
  const [organization] = await selectOrganizations(db, sql`where ${condition}`)
  if (organization) return { kind: "found", organization }
  if (isUuid(ref)) return { kind: "none" }
  const owner = await ownerOfFormerSlug(db, "organization", ref)
  return owner ? { kind: "moved", ...owner } : { kind: "none" }
}

/** In the order asked; ids that do not exist are left out. */
export async function organizationsById(db: Db, ids: readonly string[]): Promise<Organization[]> {
  if (ids.length === 0) return []
  const found = await selectOrganizations(db, sql`where id = any(${ids}::uuid[])`)
  const byId = new Map(found.map((organization) => [organization.id, organization]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

/**
 * Bodies by name in the reader's language (stored sort keys, never the database's collation). `after` is the last row's
 * `{sortKey, id}`; `parentId: null` asks for those without a parent.
 */
export async function listOrganizations(
  db: Db,
  options: {
    language: Language
    limit: number
    after?: { sortKey: string; id: string }
    parentId?: string | null
  },
): Promise<{ organizations: Organization[]; next?: { sortKey: string; id: string } }> {
  const key = sql`coalesce(sort_keys ->> ${options.language}, slug) collate "C"`
  const conditions = [sql`true`]
  if (options.parentId === null) conditions.push(sql`parent_id is null`)
  if (options.parentId) conditions.push(sql`parent_id = ${options.parentId}`)
  if (options.after) conditions.push(sql`(${key}, id) > (${options.after.sortKey}, ${options.after.id}::uuid)`)
  const rows = await selectRows(
    db,
    sql`where ${sql.join(conditions, sql` and `)} order by ${key}, id limit ${options.limit + 1}`,
    options.language,
  )
  const page = rows.slice(0, options.limit)
  const last = page.at(-1)
  return {
    organizations: page.map(organizationFromRow),
    ...(rows.length > page.length && last ? { next: { sortKey: last.sort_key, id: last.id } } : {}),
  }
}

/** Every body with every name it has or had: what harvests are matched against. Names of a closed body lead to its heir. */
export async function organizationNames(
  db: Db,
): Promise<{ id: OrganizationId; slug: string; names: readonly string[] }[]> {
  const { rows } = await sql<{
    id: string
    slug: string
    name: LocalisedText
    former_names: LocalisedText[]
    acronym: string | null
    heir_id: string | null
  }>`
    select id, slug, name, former_names, acronym, case when closed_at is not null then successor_id end as heir_id
    from organization
    order by closed_at is not null, id
  `.execute(db)
  const heirs = new Map(rows.flatMap(({ id, heir_id }) => (heir_id ? [[id, heir_id] as const] : [])))
  return rows.map(({ id, slug, name, former_names, acronym }) => ({
    id: lastHeir(id, heirs),
    slug,
    names: [
      ...Object.values(name),
      ...former_names.flatMap((former) => Object.values(former)),
      ...(acronym ? [acronym] : []),
    ],
  }))
}

function lastHeir(id: string, heirs: ReadonlyMap<string, string>): string {
  const met = new Set<string>()
  let heir = id
  for (let next = heirs.get(heir); next && !met.has(next); next = heirs.get(heir)) {
    met.add(next)
    heir = next
  }
  return heir
}

/** `slugGiven`: the slug register already holds the slug (it was given by `giveSlugs`). */
export async function insertOrganization(
  tx: Tx,
  organization: Omit<Organization, "formerNames"> & { formerNames?: readonly LocalisedText[] },
  { slugGiven = false }: { slugGiven?: boolean } = {},
): Promise<void> {
  await sql`
    insert into organization (id, slug, name, acronym, description, level, homepage, parent_id, successor_id, former_names, sort_keys)
    values (
      ${organization.id}, ${organization.slug}, ${JSON.stringify(organization.name)}, ${organization.acronym ?? null},
      ${organization.description ? JSON.stringify(organization.description) : null}, ${organization.level},
      ${organization.homepage ?? null}, ${organization.parentId ?? null}, ${organization.successorId ?? null},
      ${JSON.stringify(organization.formerNames ?? [])}, ${JSON.stringify(sortKeysOf(organization.name))}
    )
  `.execute(tx)
  if (slugGiven) return
  await sql`
    insert into slug_history (entity, slug, entity_id) values ('organization', ${organization.slug}, ${organization.id})
  `.execute(tx)
}

/**
 * A string per language whose code-point order approximates the order readers expect: no accents, no case, no article,
 * Arabic letters folded. JavaScript has a collator but gives no keys of it.
 */
export function sortKeysOf(name: LocalisedText): Record<Language, string> {
  const key = (language: Language) =>
    sortKey(name[language] ?? name.fr ?? name.ar ?? name.en ?? Object.values(name)[0] ?? "")
  return { ar: key("ar"), fr: key("fr"), en: key("en") }
}

function sortKey(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/[\p{M}\u0640]/gu, "")
    .replace(/[\u0622\u0623\u0625\u0671]/g, "\u0627")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
}

interface OrganizationRow {
  id: string
  slug: string
  name: LocalisedText
  acronym: string | null
  description: LocalisedText | null
  level: string
  homepage: string | null
  parent_id: string | null
  successor_id: string | null
  former_names: LocalisedText[]
  other_successor_ids: string[]
  closed_at: Date | null
  email: string | null
  phone: string | null
  logo_file_id: string | null
  renamings: Renaming[]
  sort_key: string
}

async function selectOrganizations(db: Db, where: RawBuilder<unknown>): Promise<Organization[]> {
  return (await selectRows(db, where, "fr")).map(organizationFromRow)
}

async function selectRows(db: Db, where: RawBuilder<unknown>, language: Language): Promise<OrganizationRow[]> {
  const { rows } = await sql<OrganizationRow>`
    select id, slug, name, acronym, description, level, homepage, parent_id, successor_id, former_names,
      other_successor_ids, closed_at, email, phone, logo_file_id, renamings, coalesce(sort_keys ->> ${language}, slug) as sort_key
    from organization
    ${where}
  `.execute(db)
  return rows
}

function organizationFromRow(row: OrganizationRow): Organization {
  return {
    id: row.id,
    slug: row.slug,
    name: row.name,
    level: row.level,
    formerNames: row.former_names,
    ...(row.acronym ? { acronym: row.acronym } : {}),
    ...(row.description ? { description: row.description } : {}),
    ...(row.homepage ? { homepage: row.homepage } : {}),
    ...(row.parent_id ? { parentId: row.parent_id } : {}),
    ...(row.successor_id ? { successorId: row.successor_id } : {}),
    ...(row.other_successor_ids.length > 0 ? { otherSuccessorIds: row.other_successor_ids } : {}),
    ...(row.closed_at ? { closedAt: row.closed_at } : {}),
    ...(row.email ? { email: row.email } : {}),
    ...(row.phone ? { phone: row.phone } : {}),
    ...(row.logo_file_id ? { logoFileId: row.logo_file_id } : {}),
    ...(row.renamings.length > 0 ? { renamings: row.renamings } : {}),
  }
}
