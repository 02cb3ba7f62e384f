import type { ComponentChildren } from "preact"
import { datasetMessages, duplicateMessages, inLanguage, richTextToPlain } from "../../../texts/index.ts"
import type { Vocabularies } from "../../../vocabulary/index.ts"
import { Code } from "../../components/facts/facts.tsx"
import { Localised } from "../../components/localised/localised.tsx"
import { Status } from "../../components/status/status.tsx"
import { ScrollRegion } from "../../components/table/scroll-region.tsx"
import { licenceTitle, shownOrCode } from "../../models/catalogue-words.ts"
import { safeUrl } from "../../models/safe-url.ts"
import { sourceName } from "../../models/source-name.ts"
import { routes } from "../../routes.ts"
import type { OfficePage } from "../office-route.ts"
import { addressesOf, addressOf, type ComparedField, comparedFields } from "./compare.ts"
import { titleOf } from "./consequences.ts"
import type { PairModel, Side } from "./pair-model.ts"

interface Options {
  readonly page: OfficePage
  readonly model: PairModel
  readonly vocabularies: Vocabularies
}

/** Both beside each other; in words, and not by colour alone, in what they are alike. */
export function Comparison({ page, model, vocabularies }: Options) {
  const words = duplicateMessages[page.language]
  const [one, other] = model.sides
  const titles = model.sides.map(({ dataset }) => titleOf(dataset, page.language))
  const columns = [
    { name: words.one, side: one, beside: other },
    { name: words.other, side: other, beside: one },
  ]
  const row = (label: string, likeness: ComponentChildren, cell: (side: Side, beside: Side) => ComponentChildren) => {
    const cells = columns.map(({ name, side, beside }) => ({ name, said: cell(side, beside) }))
    if (cells.every(({ said }) => !said)) return null
    return (
      <tr>
        <th scope="row">
          {label} {likeness}
        </th>
        {cells.map(({ name, said }) => (
          <td>
            <span class="which" aria-hidden="true">
              {name}
            </span>
            {said || <span class="muted">{words.missing}</span>}
          </td>
        ))}
      </tr>
    )
  }
  return (
    <ScrollRegion label={words.compare(titles.join(" / "))} kind="stacked versus">
      <table>
        <thead>
          <tr>
            <th scope="col">{words.fact}</th>
            {columns.map(({ name }) => (
              <th scope="col">{name}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {comparedFields.map((field) =>
            row(words.fields[field], <Alike page={page} alike={model.likeness[field]} />, (side, beside) =>
              cellOf(field, { page, side, beside, vocabularies }),
            ),
          )}
          {row(words.fields.sources, null, (side) => (
            <Sources page={page} side={side} />
          ))}
          {row(words.fields.corrected, null, ({ dataset }) =>
            page.format.list(
              dataset.editedFields.map((field) => datasetMessages[page.language].fields[field] ?? field),
            ),
          )}
          {row(words.fields.createdAt, null, ({ dataset }) => page.format.date(dataset.createdAt))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}

function Alike({ page, alike }: { page: OfficePage; alike: boolean | undefined }) {
  if (alike === undefined) return null
  const words = duplicateMessages[page.language]
  return (
    <span class="alike small">
      <Status tone={alike ? "ok" : "plain"}>{alike ? words.same : words.different}</Status>
    </span>
  )
}

interface Cell {
  readonly page: OfficePage
  readonly side: Side
  readonly beside: Side
  readonly vocabularies: Vocabularies
}

function cellOf(field: ComparedField, { page, side, beside, vocabularies }: Cell): ComponentChildren {
  const { dataset } = side
  const { language, format } = page
  switch (field) {
    case "title":
      return <Title page={page} side={side} />
    case "description":
      return dataset.description && <Description page={page} side={side} />
    case "body":
      return (
        <Localised page={page} text={shownOrCode(dataset.organization.name, language, dataset.organization.slug)} />
      )
    case "identifier":
      return dataset.identifier && <Code>{dataset.identifier}</Code>
    case "landingPage":
      return dataset.landingPage && <Address url={dataset.landingPage} />
    case "files":
      return <Files page={page} side={side} beside={beside} />
    case "modified":
    case "issued":
      return dataset[field] && <time dateTime={dataset[field]}>{format.date(dataset[field])}</time>
    case "licence": {
      const { code, raw } = dataset.licence ?? {}
      return code ? (
        <Localised page={page} text={licenceTitle(vocabularies, code, language)} />
      ) : (
        raw && <bdi>{raw}</bdi>
      )
    }
  }
}

function Title({ page, side: { dataset } }: { page: OfficePage; side: Side }) {
  const title = inLanguage(dataset.title, page.language, dataset.sourceLanguage)
  return (
    <a href={routes.dataset(page.language, dataset.slug)}>
      {title ? <Localised page={page} text={title} named /> : <bdi dir="ltr">{dataset.slug}</bdi>}
    </a>
  )
}

const shownOfDescription = 400

function Description({ page, side: { dataset } }: { page: OfficePage; side: Side }) {
  const shown = inLanguage(dataset.description, page.language, dataset.sourceLanguage)
  if (!shown) return null
  const plain = richTextToPlain(shown.text, shownOfDescription)
  return (
    <span class="small">
      <Localised page={page} text={{ ...shown, text: plain }} />
    </span>
  )
}

function Sources({ page, side: { dataset, sources } }: { page: OfficePage; side: Side }) {
  const words = duplicateMessages[page.language]
  if (sources.length === 0) return <>{words.byHand}</>
  return (
    <ul>
      {sources.map((source) => {
        const harvestedAt = dataset.sources.find(({ sourceId }) => sourceId === source.id)?.harvestedAt
        return (
          <li>
            <a href={routes.office(page.language, `/sources/${source.id}`)}>
              <Localised page={page} text={sourceName(source, page.language)} />
            </a>
            <br />
            <span class="small muted">
              {words.rank(page.format.number(source.rank))} ·{" "}
              {source.organizations === "given" ? words.ownPortal : words.gathers}
              {harvestedAt && (
                <>
                  {" "}
                  ·{" "}
                  <time dateTime={harvestedAt}>
                    {datasetMessages[page.language].harvestedAt(page.format.date(harvestedAt))}
                  </time>
                </>
              )}
            </span>
          </li>
        )
      })}
    </ul>
  )
}

function Address({ url }: { url: string }) {
  const safe = safeUrl(url)
  const text = <Code>{url}</Code>
  return safe ? (
    <a href={safe} rel="noopener" class="small">
      {text}
    </a>
  ) : (
    text
  )
}

const mostFilesNamed = 4

function Files({ page, side, beside }: { page: OfficePage; side: Side; beside: Side }) {
  const words = duplicateMessages[page.language]
  const { distributions, sourceLanguage } = side.dataset
  const there = addressesOf(beside.dataset)
  const isThere = (url: string | undefined) => url !== undefined && there.has(url)
  const shared = distributions.filter((file) => isThere(addressOf(file)))
  const ordered = [...shared, ...distributions.filter((file) => !isThere(addressOf(file)))]
  const rest = ordered.length - mostFilesNamed
  return (
    <>
      {words.files(distributions.length)}
      {shared.length > 0 && <span class="small muted"> · {words.sameFiles(shared.length)}</span>}
      <ul class="small">
        {ordered.slice(0, mostFilesNamed).map((file) => {
          const title = inLanguage(file.title, page.language, sourceLanguage)
          const address = addressOf(file)
          return (
            <li>
              {title ? <Localised page={page} text={title} /> : address && <Code>{address}</Code>}
              {file.format && (
                <>
                  {" "}
                  <bdi class="muted">{file.format}</bdi>
                </>
              )}
              {isThere(address) && (
                <>
                  {" "}
                  <span class="tag">{words.alsoThere}</span>
                </>
              )}
            </li>
          )
        })}
        {rest > 0 && <li class="muted">{words.moreFiles(page.format.number(rest))}</li>}
      </ul>
    </>
  )
}
