import { type RawBuilder, sql } from "kysely"
import type { Db, Tx } from "../platform/db.ts"
import type { LocalisedText } from "../texts/index.ts"
import type { EditorialPage, FooterColumn, PageContent, PageInput } from "./page.ts"

/** A portal has a handful of pages: by column and place, without paging beyond the limit. */
export async function listPages(db: Db, limit = 200): Promise<EditorialPage[]> {
  return selectPages(db, sql`order by footer nulls last, position, slug limit ${limit}`)
}

export async function pageById(db: Db, id: string): Promise<EditorialPage | undefined> {
  return (await selectPages(db, sql`where id = ${id}`))[0]
}

export async function lockPage(tx: Tx, id: string): Promise<EditorialPage | undefined> {
  return (await selectPages(tx, sql`where id = ${id} for update`))[0]
}

/** What readers see under a slug. */
export async function publishedPage(db: Db, slug: string): Promise<EditorialPage | undefined> {
  return (await selectPages(db, sql`where slug = ${slug} and shown is not null`))[0]
}

export interface FooterPage {
  readonly slug: string
  readonly title: LocalisedText
  readonly footer: FooterColumn
}

export async function footerPages(db: Db): Promise<FooterPage[]> {
  const { rows } = await sql<FooterPage>`
    select slug, shown -> 'title' as title, footer
    from editorial_page
    where shown is not null and footer is not null
    order by footer, position, slug
    limit 60
  `.execute(db)
  return rows
}

/** False when another page has the slug. */
export async function insertPage(tx: Tx, id: string, page: PageInput, at: Date): Promise<boolean> {
  const { rows } = await sql`
    insert into editorial_page (id, slug, written, footer, position, updated_at)
    values (${id}, ${page.slug}, ${contentOf(page)}, ${page.footer ?? null}, ${page.position}, ${at})
    on conflict (slug) do nothing
    returning id
  `.execute(tx)
  return rows.length > 0
}

export async function updatePage(tx: Tx, id: string, page: PageInput, at: Date): Promise<boolean> {
  const { rows } = await sql`
    update editorial_page
    set slug = ${page.slug}, written = ${contentOf(page)}, footer = ${page.footer ?? null}, position = ${page.position},
      version = version + 1, updated_at = ${at}
    where id = ${id} and not exists (select from editorial_page as other where other.slug = ${page.slug} and other.id <> ${id})
    returning id
  `.execute(tx)
  return rows.length > 0
}

export async function setShown(tx: Tx, id: string, shown: PageContent | undefined): Promise<void> {
  await sql`
    update editorial_page
    set shown = ${shown ? JSON.stringify(shown) : null}::jsonb, version = version + 1
    where id = ${id}
  `.execute(tx)
}

export async function deletePage(tx: Tx, id: string): Promise<void> {
  await sql`delete from editorial_page where id = ${id}`.execute(tx)
}

function contentOf({ title, body }: PageContent): string {
  return JSON.stringify({ title, body })
}

interface PageRow {
  id: string
  slug: string
  written: PageContent
  shown: PageContent | null
  footer: FooterColumn | null
  position: number
  version: number
  updated_at: Date
}

async function selectPages(db: Db, rest: RawBuilder<unknown>): Promise<EditorialPage[]> {
  const { rows } = await sql<PageRow>`
    select id, slug, written, shown, footer, position, version, updated_at from editorial_page ${rest}
  `.execute(db)
  return rows.map(({ shown, footer, updated_at, ...row }) => ({
    ...row,
    updatedAt: updated_at,
    ...(shown ? { shown } : {}),
    ...(footer ? { footer } : {}),
  }))
}
