import { inLanguage, listMessages, officeShellMessages } from "../../../../texts/index.ts"
import type { EditableEntry, EditableList } from "../../../../vocabulary/index.ts"
import { Crumbs } from "../../../components/crumbs/crumbs.tsx"
import { TextField } from "../../../components/form/field.tsx"
import { Form } from "../../../components/form/form.tsx"
import { routes } from "../../../routes.ts"
import type { OfficePage } from "../../office-route.ts"
import { OfficeLayout } from "../../shell/office-layout.tsx"
import { nameOf } from "./entry-name.ts"

/** Lists short enough to be put in order by hand. */
export function isOrdered(list: EditableList): boolean {
  return list !== "place"
}

interface Options {
  readonly page: OfficePage
  readonly list: EditableList
  readonly entries: readonly EditableEntry[]
}

/** A number beside each name. */
export function OrderView({ page, list, entries }: Options) {
  const words = listMessages[page.language]
  const here = routes.office(page.language, `/lists/${list}`)
  return (
    <OfficeLayout page={page} title={words.order} lead={words.orderHint}>
      <Crumbs page={page} path={[{ href: here, name: words.lists[list] }, { name: words.order }]} />
      <Form page={page} action={here} class="narrow-form">
        <div class="g3">
          {entries.map((entry, at) => (
            <TextField
              name={`place.${entry.code}`}
              label={<bdi>{inLanguage(nameOf(entry), page.language)?.text ?? entry.code}</bdi>}
              value={String(at + 1)}
              type="number"
              min="1"
              max={String(entries.length)}
              dir="ltr"
            />
          ))}
        </div>
        <button type="submit" class="btn">
          {officeShellMessages[page.language].save}
        </button>
      </Form>
    </OfficeLayout>
  )
}

/** Codes in the order of their numbers; of two with the same number the one that was moved there goes first. */
export function orderFrom(form: URLSearchParams, entries: readonly EditableEntry[]): string[] {
  const places = entries.map(({ code }, at) => {
    const typed = Number(form.get(`place.${code}`))
    const place = Number.isFinite(typed) && typed >= 1 ? typed : at + 1
    return { code, place, moved: place === at + 1 ? 0 : place - at - 1 }
  })
  // Moved up, it goes before the one that stands there; moved down, behind it.
  const side = ({ moved }: { moved: number }) => Math.sign(moved)
  return places.toSorted((a, b) => a.place - b.place || side(a) - side(b)).map(({ code }) => code)
}
