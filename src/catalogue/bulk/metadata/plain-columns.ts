import { problemsOfEmail, problemsOfUrl } from "../../../vocabulary/index.ts"
import type { DatasetDocument } from "../../document.ts"
import type { ContactPoint, Period } from "../../facts.ts"
import { alignedCell, alignedFrom, lineColumn, listCell, listFrom, problem, withFact } from "./cells.ts"
import type { Column, Written } from "./column.ts"

const isoDate = /^\d{4}(?:-\d{2}(?:-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:?\d{2})?)?)?)?$/
const dayFirst = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/

/** ISO 8601, or day/month/year as spreadsheets here write it. */
function dateFrom(cell: string): { value: string } | { rule: string } {
  const [, day = "", month = "", year] = dayFirst.exec(cell) ?? []
  const value = year ? `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}` : cell
  return isoDate.test(value) && !Number.isNaN(Date.parse(value)) ? { value } : { rule: "not-a-date" }
}

function urlFrom(cell: string): { value: string } | { rule: string } {
  const [wrong] = problemsOfUrl("", cell)
  return wrong ? { rule: wrong.rule } : { value: cell }
}

/** The same one of each period, or of each contact point, aligned with its neighbours. */
function alignedColumn<Item extends object>(
  name: string,
  {
    fact,
    key,
    read = (value) => ({ value }),
  }: {
    fact: "temporal" | "contactPoints"
    key: keyof Item & string
    read?: (cell: string) => { value: string } | { rule: string }
  },
): Column {
  const items = ({ facts }: DatasetDocument) => (facts[fact] ?? []) as readonly Readonly<Record<string, string>>[]
  return {
    name,
    read: (document) => alignedCell(items(document).map((item) => item[key])),
    write: (document, cell): Written => {
      const values = cell === "" ? [] : alignedFrom(cell)
      const before = items(document)
      const after: Record<string, string>[] = []
      for (let at = 0; at < Math.max(values.length, before.length); at++) {
        const { [key]: _old, ...rest } = before[at] ?? {}
        const value = values[at] ?? ""
        const found = value === "" ? undefined : read(value)
        if (found && "rule" in found) return problem(found.rule)
        after.push({ ...rest, ...(found ? { [key]: found.value } : {}) } as Record<string, string>)
      }
      const kept = after.filter((item) => Object.keys(item).length > 0)
      return withFact(document, fact, kept.length > 0 ? kept : undefined)
    },
  }
}

function emailFrom(cell: string): { value: string } | { rule: string } {
  const [wrong] = problemsOfEmail("", cell)
  return wrong ? { rule: wrong.rule } : { value: cell }
}

function wordsColumn(name: string, fact: "languages" | "conformsTo"): Column {
  return {
    name,
    read: ({ facts }) => listCell(facts[fact] ?? []),
    write: (document, cell) => {
      const words = listFrom(cell)
      return withFact(document, fact, words.length > 0 ? words : undefined)
    },
  }
}

export const plainColumns: readonly Column[] = [
  alignedColumn<Period>("period_start", { fact: "temporal", key: "start", read: dateFrom }),
  alignedColumn<Period>("period_end", { fact: "temporal", key: "end", read: dateFrom }),
  alignedColumn<ContactPoint>("contact_name", { fact: "contactPoints", key: "name" }),
  alignedColumn<ContactPoint>("contact_email", { fact: "contactPoints", key: "email", read: emailFrom }),
  alignedColumn<ContactPoint>("contact_phone", { fact: "contactPoints", key: "phone" }),
  alignedColumn<ContactPoint>("contact_url", { fact: "contactPoints", key: "url", read: urlFrom }),
  lineColumn("issued", "issued", dateFrom),
  lineColumn("modified", "modified", dateFrom),
  lineColumn("landing_page", "landingPage", urlFrom),
  lineColumn("version", "version"),
  wordsColumn("data_languages", "languages"),
  wordsColumn("conforms_to", "conformsTo"),
]
