import { countMessages, datasetFormMessages, inLanguage, qualityMessages } from "../../../../texts/index.ts"
import { fieldId } from "../../../components/form/field.tsx"
import { Icon } from "../../../components/icon/icon.tsx"
import { Localised } from "../../../components/localised/localised.tsx"
import { QualityMeter } from "../../../components/quality-meter/quality-meter.tsx"
import { routes } from "../../../routes.ts"
import { nameOf } from "./files-view.tsx"
import type { FileLine, FormModel } from "./form-model.ts"

const shownGains = 6

/** Beside the form, made anew after each save: points with what gains most, close datasets, what the files hold. */
export function AsideParts({ model }: { model: FormModel }) {
  return (
    <>
      <QualityCard model={model} />
      <SimilarCard model={model} />
      {model.files.map((file, at) => (
        <FileCard model={model} file={file} at={at} />
      ))}
    </>
  )
}

function QualityCard({ model: { page, quality, gains } }: { model: FormModel }) {
  const words = datasetFormMessages[page.language]
  const { actions } = qualityMessages[page.language]
  const stars = Math.round((quality.points / quality.max) * 10) / 2
  return (
    <section class="card">
      <h2>{words.qualityNow}</h2>
      <p>
        <b class="num big-points">{page.format.number(quality.points)}</b>{" "}
        <span class="muted">
          <bdi dir="ltr">/{page.format.number(quality.max)}</bdi>
        </span>{" "}
        <QualityMeter points={quality.points} max={quality.max} label={words.meter(page.format.number(stars))} />
      </p>
      {gains.length === 0 && <p class="small">{words.nothingToGain}</p>}
      <ul class="small stack-s gains">
        {gains.slice(0, shownGains).map(({ code, gain, input }) => (
          <li>
            <a href={`#${anchorOf(input)}`}>{actions[code]}</a>{" "}
            <b>
              <bdi dir="ltr">+{page.format.number(gain)}</bdi>
            </b>
          </li>
        ))}
      </ul>
    </section>
  )
}

function anchorOf(input: string): string {
  return fieldId(input === "theme" ? "themes" : input)
}

function SimilarCard({ model: { page, similar } }: { model: FormModel }) {
  if (similar.length === 0) return null
  const words = datasetFormMessages[page.language]
  return (
    <section class="card">
      <h2>{words.similarTitle}</h2>
      <p class="small muted">{words.similarHint}</p>
      <ul class="small stack-s">
        {similar.map(({ id, slug, title, state }) => {
          const shown = inLanguage(title, page.language)
          const href =
            state === "published"
              ? routes.dataset(page.language, slug)
              : routes.office(page.language, `/datasets/${id}/edit`)
          return (
            <li>
              <a href={href} target="_blank" rel="noopener">
                {shown ? <Localised page={page} text={shown} /> : slug}
              </a>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

/** What the look inside a file found. */
function FileCard({ model, file, at }: { model: FormModel; file: FileLine; at: number }) {
  const { page } = model
  const words = datasetFormMessages[page.language]
  const { facts } = file
  if (!facts) return null
  const { table } = facts
  return (
    <section class="card flat">
      <h2>
        <bdi>{nameOf(model, file, at)}</bdi>
      </h2>
      <ul class="small muted stack-s">
        {table && (
          <li>
            <Icon name="check" /> {page.format.list(tableInWords(model, table))}
          </li>
        )}
        {table?.period && (
          <li>
            <Icon name="check" />{" "}
            {words.found.period(page.format.date(table.period.start), page.format.date(table.period.end))}
          </li>
        )}
        {table?.places.map((place) => (
          <li>
            <Icon name="check" />{" "}
            {words.found.places(page.format.number(place.recognised), page.format.number(place.of))}{" "}
            <bdi>({place.column})</bdi>
          </li>
        ))}
        {facts.encoding && facts.encoding.toLowerCase() !== "utf-8" && (
          <li>
            <Icon name="check" /> {words.found.encoding(facts.encoding)}
          </li>
        )}
        {facts.notes
          .filter(({ code }) => !saidAbove.has(code))
          .map(
            ({ code }) =>
              words.notes[code] && (
                <li>
                  <Icon name="info" /> {words.notes[code]}
                </li>
              ),
          )}
      </ul>
    </section>
  )
}

const saidAbove = new Set(["header-at-line", "places-recognised", "not-utf8"])

function tableInWords(
  { page }: FormModel,
  { rows, countType, columns, headerLine }: NonNullable<NonNullable<FileLine["facts"]>["table"]>,
): string[] {
  const { found } = datasetFormMessages[page.language]
  const counted = found.rows(rows, page.format.number(rows))
  const about = countType === "exact" ? "" : `${countType === "estimate" ? found.about : found.atLeast} `
  return [
    `${about}${counted}`,
    countColumns(page, columns.length),
    ...(headerLine > 1 ? [found.headerAt(page.format.number(headerLine))] : []),
  ]
}

function countColumns(page: FormModel["page"], count: number): string {
  return countMessages[page.language].columns(count)
}
