import { type RawBuilder, sql } from "kysely"
import { CkanRefusal } from "./errors.ts"

export interface PackageOrder {
  /** As `package_search` reports it. */
  readonly shown: string
  /** Best match first, and nothing before that. */
  readonly byScore: boolean
  expression(ranked: boolean): RawBuilder<unknown>
}

const maxParts = 20
const byDefault = "score desc, metadata_modified desc"
const title = sql`lower(coalesce(dataset.facts -> 'title' ->> 'fr', dataset.facts -> 'title' ->> 'ar', dataset.slug)) collate "C"`

const columns: Readonly<Record<string, RawBuilder<unknown>>> = {
  id: sql`dataset.id`,
  name: sql`dataset.slug collate "C"`,
  title,
  title_string: title,
  metadata_created: sql`dataset.created_at`,
  metadata_modified: sql`dataset.metadata_modified`,
  organization: sql`organization.slug collate "C"`,
}

// Not counted here, so they leave the order to what follows.
const withoutEffect = new Set(["views_recent", "views_total"])

/** `sort` of package_search; the id always comes last, so that pages never overlap. */
export function packageOrder(sort: string | undefined): PackageOrder {
  const text = !sort?.trim() || sort.trim() === "rank" ? byDefault : sort.trim()
  const written = text.split(",", maxParts + 1)
  if (written.length > maxParts) {
    throw new CkanRefusal("Search Query Error", `Search Query is invalid: sorts by more than ${maxParts} fields`)
  }
  const parts = written.map(partOfOrder)
  return {
    shown: text,
    byScore: parts[0]?.name === "score",
    expression: (ranked) => {
      const expressions = parts.flatMap(({ name, direction }) => {
        // A score of 1 is the best rank, so its direction is turned round.
        if (name === "score") return ranked ? [sql`hit.rank ${direction === "desc" ? sql`asc` : sql`desc`}`] : []
        const column = columns[name]
        return column ? [sql`${column} ${direction === "desc" ? sql`desc` : sql`asc`}`] : []
      })
      return sql.join([...expressions, sql`dataset.id asc`])
    },
  }
}

function partOfOrder(part: string): { name: string; direction: "asc" | "desc" } {
  const [name = "", direction = "asc", ...rest] = part.trim().split(/\s+/)
  const known = name === "score" || withoutEffect.has(name) || Object.hasOwn(columns, name)
  const lower = direction.toLowerCase()
  if (!known || rest.length > 0 || (lower !== "asc" && lower !== "desc")) {
    throw new CkanRefusal(
      "Search Query Error",
      `Search Query is invalid: cannot sort by "${part.trim().slice(0, 100)}"`,
    )
  }
  return { name, direction: lower }
}
