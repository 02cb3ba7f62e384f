import { datasetByRef, datasetsByIds, seriesByIds, seriesByRef } from "../../../../catalogue/index.ts"
import {
  addFeatured,
  type FeaturedItem,
  featured,
  moveFeatured,
  noteFeatured,
  removeFeatured,
} from "../../../../editorial/index.ts"
import type { Db } from "../../../../platform/db.ts"
import { newId } from "../../../../platform/ids.ts"
import { InvalidInput } from "../../../../platform/refusal.ts"
import { editorialMessages, inLanguage, type LocalisedText, officeShellMessages } from "../../../../texts/index.ts"
import { problemAt, TextField } from "../../../components/form/field.tsx"
import { ErrorSummary, Form, PostButton } from "../../../components/form/form.tsx"
import { LocalisedField, localisedFromForm } from "../../../components/form/localised-field.tsx"
import { Localised } from "../../../components/localised/localised.tsx"
import { attempt } from "../../../forms/attempt.ts"
import { type FormRefusal, formRefusal } from "../../../forms/problems.ts"
import { routes } from "../../../routes.ts"
import type { OfficeHandler, OfficePage } from "../../office-route.ts"
import { OfficeLayout } from "../../shell/office-layout.tsx"

type Line = FeaturedItem & { readonly title?: LocalisedText | undefined }

export const featuredPage: OfficeHandler = async ({ db }, { page }) => ({
  kind: "page",
  view: <FeaturedView page={page} lines={await linesOf(db)} />,
})

export const featuredActs: OfficeHandler = async ({ db }, { page, form, viewer, now, language }) => {
  const context = { by: viewer.actor, at: now, newId }
  const id = form.get("id") ?? ""
  const here = routes.office(language, "/featured")
  const act = form.get("act")
  const tried = await attempt(async () => {
    if (act === "add")
      return addFeatured(
        db,
        { ...(await referredTo(db, form.get("ref") ?? "")), note: localisedFromForm(form, "note") },
        context,
      )
    if (act === "up" || act === "down") return moveFeatured(db, { id, by: act === "up" ? -1 : 1 }, context)
    if (act === "note") return noteFeatured(db, { id, note: localisedFromForm(form, `note-${id}`) }, context)
    return removeFeatured(db, { id }, context)
  })
  if (tried.kind === "done")
    return { kind: "see", to: here, done: act === "remove" ? "removed" : act === "add" ? "created" : "saved" }
  const refusal = formRefusal(tried.refusal, language, {
    fieldOf: (path) => (path === "entityId" ? "ref" : path),
  })
  const view = <FeaturedView page={page} lines={await linesOf(db)} refusal={refusal} written={form.get("ref") ?? ""} />
  return { kind: "page", status: refusal.status, view }
}

/** The link of a page, a slug or an id, of a published dataset or series. */
async function referredTo(db: Db, text: string): Promise<{ entity: "dataset" | "series"; entityId: string }> {
  const path = URL.canParse(text.trim()) ? new URL(text.trim()).pathname : text.trim()
  const ref = safelyDecoded(path.split("/").filter(Boolean).at(-1) ?? "")
  if (ref !== "" && ref.length <= 300) {
    const dataset = await datasetByRef(db, ref)
    if (dataset.kind === "found" && dataset.dataset.state === "published")
      return { entity: "dataset", entityId: dataset.dataset.id }
    if (dataset.kind === "moved") return { entity: "dataset", entityId: dataset.id }
    const series = await seriesByRef(db, ref)
    if (series.kind === "found" && series.series.state === "published")
      return { entity: "series", entityId: series.series.id }
  }
  throw new InvalidInput([{ path: "ref", rule: "not-found" }])
}

function safelyDecoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch (error) {
    if (error instanceof URIError) return ""
    throw error
  }
}

async function linesOf(db: Db): Promise<Line[]> {
  const items = await featured(db)
  const ids = (entity: FeaturedItem["entity"]) =>
    items.filter((one) => one.entity === entity).map((one) => one.entityId)
  const [datasets, series] = await Promise.all([datasetsByIds(db, ids("dataset")), seriesByIds(db, ids("series"))])
  const titles = new Map(
    [...datasets, ...series].filter(({ state }) => state === "published").map(({ id, title }) => [id, title]),
  )
  return items.map((item) => ({ ...item, title: titles.get(item.entityId) }))
}

interface Options {
  readonly page: OfficePage
  readonly lines: readonly Line[]
  readonly refusal?: FormRefusal
  readonly written?: string
}

function FeaturedView({ page, lines, refusal, written = "" }: Options) {
  const words = editorialMessages[page.language]
  const here = routes.office(page.language, "/featured")
  return (
    <OfficeLayout page={page} title={words.featured} lead={words.featuredLead}>
      <ErrorSummary page={page} refusal={refusal} />
      {lines.length === 0 ? (
        <p class="empty">{words.noFeatured}</p>
      ) : (
        <ol class="ruled">
          {lines.map((line, at) => (
            <FeaturedLine page={page} line={line} here={here} first={at === 0} last={at === lines.length - 1} />
          ))}
        </ol>
      )}
      <section class="blk">
        <h2 class="h2">{words.addFeatured}</h2>
        <Form page={page} action={here} class="narrow-form">
          <input type="hidden" name="act" value="add" />
          <TextField
            name="ref"
            label={words.address}
            hint={words.addressHint}
            value={written}
            problem={problemAt(refusal, "ref")}
            dir="ltr"
            maxLength={2000}
          />
          <LocalisedField page={page} name="note" label={words.note} value={{}} refusal={refusal} maxLength={200} />
          <button type="submit" class="btn">
            {words.addFeatured}
          </button>
        </Form>
      </section>
    </OfficeLayout>
  )
}

function FeaturedLine({
  page,
  line,
  here,
  first,
  last,
}: {
  page: OfficePage
  line: Line
  here: string
  first: boolean
  last: boolean
}) {
  const words = editorialMessages[page.language]
  const title = inLanguage(line.title, page.language)
  const name = title?.text ?? line.entityId
  const act = (fields: Readonly<Record<string, string>>, word: string) => (
    <PostButton page={page} action={here} fields={{ id: line.id, ...fields }}>
      {word}
      <span class="sr">: {name}</span>
    </PostButton>
  )
  return (
    <li>
      <div>
        {title ? <Localised page={page} text={title} /> : <bdi dir="ltr">{line.entityId}</bdi>}
        {!title && <span class="small muted"> {words.gone}</span>}
        <details>
          <summary class="small muted">{inLanguage(line.note, page.language)?.text ?? words.note}</summary>
          <Form page={page} action={here}>
            <input type="hidden" name="act" value="note" />
            <input type="hidden" name="id" value={line.id} />
            <LocalisedField
              page={page}
              name={`note-${line.id}`}
              label={words.note}
              value={line.note ?? {}}
              maxLength={200}
            />
            <button type="submit" class="btn sm">
              {officeShellMessages[page.language].save}
            </button>
          </Form>
        </details>
      </div>
      <div class="row">
        {!first && act({ act: "up" }, words.up)}
        {!last && act({ act: "down" }, words.down)}
        {act({ act: "remove" }, words.remove)}
      </div>
    </li>
  )
}
