import { mayOnOrganization, type Organization } from "../../../../catalogue/index.ts"
import { mayEverything } from "../../../../platform/actor.ts"
import { inLanguage, listMessages, organizationMessages } from "../../../../texts/index.ts"
import { fold } from "../../../../vocabulary/index.ts"
import { Icon } from "../../../components/icon/icon.tsx"
import { Localised } from "../../../components/localised/localised.tsx"
import { Status } from "../../../components/status/status.tsx"
import { routes } from "../../../routes.ts"
import type { OfficeHandler, OfficePage } from "../../office-route.ts"
import { OfficeLayout } from "../../shell/office-layout.tsx"
import { wholeNumber } from "../../whole-number.ts"

const pageSize = 200

/** A body with how deep it lies below those that are listed. */
interface Line {
  readonly body: Organization
  readonly depth: number
}

export const bodiesPage: OfficeHandler = async ({ directory }, { page, viewer, query }) => {
  const { all } = await directory.organizations()
  const mine = all.filter(({ id }) => mayOnOrganization(viewer.actor, "edit", id))
  const q = fold((query.get("q") ?? "").slice(0, 100))
  const lines = q === "" ? asTree(mine) : mine.filter((body) => isNamed(body, q)).map((body) => ({ body, depth: 0 }))
  const from = wholeNumber(query.get("from"), 6) ?? 0
  const next = lines.length > from + pageSize ? from + pageSize : undefined
  const view = (
    <BodiesView
      page={page}
      lines={lines.slice(from, from + pageSize)}
      q={query.get("q") ?? ""}
      next={next}
      mayAdd={mayEverything(viewer.actor)}
    />
  )
  return { kind: "page", view }
}

/** Each under the one it belongs to, as the list gives their order. */
function asTree(bodies: readonly Organization[]): Line[] {
  const ids = new Set(bodies.map(({ id }) => id))
  const below = Map.groupBy(bodies, ({ parentId }) => (parentId && ids.has(parentId) ? parentId : ""))
  const walk = (parentId: string, depth: number): Line[] =>
    (below.get(parentId) ?? []).flatMap((body) => [{ body, depth }, ...walk(body.id, depth + 1)])
  return walk("", 0)
}

function isNamed({ name, acronym, slug }: Organization, q: string): boolean {
  return [...Object.values(name), acronym ?? "", slug].some((text) => fold(text).includes(q))
}

interface Options {
  readonly page: OfficePage
  readonly lines: readonly Line[]
  readonly q: string
  readonly next?: number | undefined
  readonly mayAdd: boolean
}

function BodiesView({ page, lines, q, next, mayAdd }: Options) {
  const words = listMessages[page.language]
  const { levels } = organizationMessages[page.language]
  const here = routes.office(page.language, "/bodies")
  return (
    <OfficeLayout
      page={page}
      title={words.organizations}
      lead={words.organizationsLead}
      actions={
        mayAdd && (
          <a class="btn" href={`${here}/new`}>
            <Icon name="plus" />
            {words.addOrganization}
          </a>
        )
      }
    >
      <form method="get" action={here} class="find line">
        <label class="sr" for="list-q">
          {words.search}
        </label>
        <input id="list-q" name="q" type="search" value={q} placeholder={words.search} />
        <button type="submit" class="btn">
          {words.searchButton}
        </button>
      </form>
      {lines.length === 0 && <p class="empty">{words.none}</p>}
      <ul class="ruled tree">
        {lines.map(({ body, depth }) => {
          const name = inLanguage(body.name, page.language)
          return (
            <li class={`d${Math.min(depth, 4)}`}>
              <div>
                <a href={`${here}/${body.id}`}>{name ? <Localised page={page} text={name} /> : body.slug}</a>{" "}
                {body.acronym && <bdi class="faint">{body.acronym}</bdi>}
              </div>
              {body.closedAt ? (
                <Status tone="plain">{words.closed}</Status>
              ) : (
                <span class="small muted">{levels[body.level] ?? body.level}</span>
              )}
            </li>
          )
        })}
      </ul>
      {next !== undefined && (
        <p class="next">
          <a class="btn alt" href={routes.office(page.language, "/bodies", { q, from: String(next) })}>
            {words.more}
          </a>
        </p>
      )}
    </OfficeLayout>
  )
}
