import { assertAsked, openPairs, type PairCursor } from "../../../catalogue/index.ts"
import { isUuid } from "../../../platform/ids.ts"
import { duplicateMessages } from "../../../texts/index.ts"
import type { Vocabularies } from "../../../vocabulary/index.ts"
import { routes } from "../../routes.ts"
import type { OfficeHandler, OfficePage } from "../office-route.ts"
import { OfficeLayout } from "../shell/office-layout.tsx"
import { type PairModel, readPairs } from "./pair-model.ts"
import { Pair, PairTitle, pairHref } from "./pair-view.tsx"

const pageSize = 5

/** Open questions, the oldest first. */
export const duplicatesPage: OfficeHandler = async ({ db }, { page, viewer, query, vocabularies }) => {
  const organizationIds = assertAsked(viewer.actor)
  const after = cursorFrom(query)
  const { pairs, next } = await openPairs(db, { organizationIds, limit: pageSize, after })
  const models = await readPairs(db, pairs, viewer)
  return { kind: "page", view: <DuplicatesView {...{ page, models, vocabularies, next }} first={!after} /> }
}

function cursorFrom(query: URLSearchParams): PairCursor | undefined {
  const [at, one, other] = ["at", "one", "other"].map((name) => query.get(name) ?? "")
  const foundAt = new Date(at ?? "")
  if (Number.isNaN(foundAt.getTime()) || !isUuid(one ?? "") || !isUuid(other ?? "")) return undefined
  return { foundAt, one: one!, other: other! }
}

interface Options {
  readonly page: OfficePage
  readonly models: readonly PairModel[]
  readonly vocabularies: Vocabularies
  readonly next?: PairCursor | undefined
  readonly first: boolean
}

function DuplicatesView({ page, models, vocabularies, next, first }: Options) {
  const words = duplicateMessages[page.language]
  const here = (cursor = {}) => routes.office(page.language, "/duplicates", cursor)
  return (
    <OfficeLayout page={page} title={words.title} lead={words.lead}>
      {models.length === 0 && <p class="empty">{words.none}</p>}
      {models.map((model) => (
        <section class="question">
          <h2 class="h2">
            <a href={pairHref(page, model)}>
              <PairTitle page={page} side={model.sides.find(({ dataset }) => dataset.id === model.speaks)!} />
            </a>
          </h2>
          <Pair page={page} model={model} vocabularies={vocabularies} />
        </section>
      ))}
      {(next || !first) && (
        <p class="row next">
          {next && (
            <a class="btn alt" href={here({ at: next.foundAt.toISOString(), one: next.one, other: next.other })}>
              {words.more}
            </a>
          )}
          {!first && <a href={here()}>{words.first}</a>}
        </p>
      )}
    </OfficeLayout>
  )
}
