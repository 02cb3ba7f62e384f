import { sql } from "kysely"
import type { Db, Tx } from "../platform/db.ts"
import { given } from "../platform/given.ts"
import type { LocalisedText } from "../texts/index.ts"
import { type Conventions, conventionsFrom } from "./conventions/conventions.ts"
import { useConventions } from "./conventions/in-force.ts"
import { createVocabularies } from "./create-vocabularies.ts"
import { euFrequencies } from "./frequencies.ts"
import type { Code, Licence, Place, Theme, Vocabularies, VocabularyLists } from "./vocabularies.ts"

/**
 * The lists as they stand in the database, with their resolvers; whoever reads by them reads by the conventions of their
 * country, which are put in force for the whole process. Frequencies are the EU's, the same in every country.
 */
export async function loadVocabularies(db: Db): Promise<Vocabularies> {
  const conventions = await storedConventions(db)
  if (conventions) useConventions(conventions)
  const [themes, licences, places] = [await allThemes(db), await allLicences(db), await allPlaces(db)]
  return createVocabularies({ themes, licences, places, frequencies: euFrequencies })
}

/** Kept as the country pack has them at each start: nobody edits them in the office. */
export async function storeConventions(db: Db | Tx, conventions: Conventions): Promise<void> {
  await sql`
    insert into instance_fact (name, value) values ('conventions', ${JSON.stringify(conventions)}::jsonb)
    on conflict (name) do update set value = excluded.value where instance_fact.value <> excluded.value
  `.execute(db)
}

async function storedConventions(db: Db): Promise<Conventions | undefined> {
  const { rows } = await sql<{ value: unknown }>`
    select value from instance_fact where name = 'conventions'
  `.execute(db)
  return rows[0] && conventionsFrom(rows[0].value, "instance_fact.conventions")
}

export interface SeededLists extends Omit<VocabularyLists, "frequencies"> {
  readonly conventions?: Conventions
}

/** Puts lists into the database. A code that is there already stays as it is: an administrator may have edited it. */
export async function seedVocabularies(db: Db | Tx, lists: SeededLists): Promise<void> {
  if (lists.conventions) await storeConventions(db, lists.conventions)
  await seedThemes(db, lists.themes)
  await seedLicences(db, lists.licences)
  await seedPlaces(db, lists.places)
}

async function allThemes(db: Db): Promise<Theme[]> {
  const { rows } = await sql<{
    code: string
    label: LocalisedText
    eu_theme: string | null
    icon: string | null
    position: number
    retired_at: Date | null
    replaced_by: string | null
  }>`
    select code, label, eu_theme, icon, position, retired_at, replaced_by from theme order by position, code
  `.execute(db)
  return rows.map(({ eu_theme, icon, retired_at, replaced_by, ...row }) => ({
    ...row,
    ...given("euTheme", eu_theme),
    ...given("icon", icon),
    ...retirement({ retired_at, replaced_by }),
  }))
}

async function allLicences(db: Db): Promise<Licence[]> {
  const { rows } = await sql<LicenceRow>`
    select code, title, url, open, kind, raw_values, remark, retired_at, replaced_by from licence order by position, code
  `.execute(db)
  return rows.map(({ url, raw_values, remark, retired_at, replaced_by, ...row }) => ({
    ...row,
    ...given("url", url),
    rawValues: raw_values,
    ...given("remark", remark),
    ...retirement({ retired_at, replaced_by }),
  }))
}

async function allPlaces(db: Db): Promise<Place[]> {
  const { rows } = await sql<PlaceRow>`
    select code, name, level, parent_code, other_codes, aliases, lat, lon, retired_at, replaced_by
    from place
    order by position, code
  `.execute(db)
  return rows.map(({ parent_code, other_codes, lat, lon, retired_at, replaced_by, ...row }) => ({
    ...row,
    ...given("parentCode", parent_code),
    otherCodes: other_codes,
    ...given("lat", lat),
    ...given("lon", lon),
    ...retirement({ retired_at, replaced_by }),
  }))
}

async function seedThemes(db: Db | Tx, themes: readonly Theme[]): Promise<void> {
  await sql`
    insert into theme (code, label, eu_theme, icon, position)
    select code, label, "euTheme", icon, position
    from jsonb_to_recordset(${JSON.stringify(themes)}::jsonb)
      as line (code text, label jsonb, "euTheme" text, icon text, position int)
    on conflict (code) do nothing
  `.execute(db)
}

async function seedLicences(db: Db | Tx, licences: readonly Licence[]): Promise<void> {
  const lines = licences.map((licence, position) => ({ ...licence, position }))
  await sql`
    insert into licence (code, title, url, open, kind, raw_values, remark, position)
    select code, title, url, open, kind, "rawValues", remark, position
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb)
      as line (code text, title jsonb, url text, open boolean, kind text, "rawValues" text[], remark jsonb, position int)
    on conflict (code) do nothing
  `.execute(db)
}

async function seedPlaces(db: Db | Tx, places: readonly Place[]): Promise<void> {
  // One statement: PostgreSQL checks the parents at its end, so the order of lines is free.
  await sql`
    insert into place (code, name, level, parent_code, other_codes, aliases, lat, lon)
    select code, name, level, "parentCode", "otherCodes", aliases, lat, lon
    from jsonb_to_recordset(${JSON.stringify(places)}::jsonb)
      as line (code text, name jsonb, level text, "parentCode" text, "otherCodes" text[], aliases text[],
        lat double precision, lon double precision)
    on conflict (code) do nothing
  `.execute(db)
}

interface LicenceRow {
  code: string
  title: LocalisedText
  url: string | null
  open: boolean
  kind: string
  raw_values: string[]
  remark: LocalisedText | null
  retired_at: Date | null
  replaced_by: string | null
}

interface PlaceRow {
  code: Code
  name: LocalisedText
  level: string
  parent_code: Code | null
  other_codes: Code[]
  aliases: string[]
  lat: number | null
  lon: number | null
  retired_at: Date | null
  replaced_by: string | null
}

function retirement({ retired_at, replaced_by }: { retired_at: Date | null; replaced_by: string | null }) {
  return { ...given("retiredAt", retired_at), ...given("replacedBy", replaced_by) }
}
