import { officeDatasetMessages } from "../../../../texts/index.ts"
import { fold } from "../../../../vocabulary/index.ts"
import { TextField } from "../../../components/form/field.tsx"
import { Icon } from "../../../components/icon/icon.tsx"
import { routes } from "../../../routes.ts"
import type { OfficeAnswer, OfficeContext, OfficePage, Visit } from "../../office-route.ts"
import { OfficeLayout } from "../../shell/office-layout.tsx"
import type { BodyChoice } from "../office-reading.ts"

const most = 40

/** The step before a new dataset of somebody who works for many bodies: which of them, found by its name in any language. */
export async function chooseBody(
  { directory }: OfficeContext,
  { page, query }: Visit,
  choices: readonly BodyChoice[],
): Promise<OfficeAnswer> {
  const asked = (query.get("q") ?? "").trim().slice(0, 200)
  const { byId } = await directory.organizations()
  const words = fold(asked).split(" ").filter(Boolean)
  const matches = choices.filter(({ value }) => {
    const body = byId.get(value)
    const names = fold([...Object.values(body?.name ?? {}), body?.acronym ?? ""].join(" "))
    return words.every((word) => names.includes(word))
  })
  return { kind: "page", view: <ChooseBodyView page={page} asked={asked} matches={matches} /> }
}

interface Options {
  readonly page: OfficePage
  readonly asked: string
  readonly matches: readonly BodyChoice[]
}

function ChooseBodyView({ page, asked, matches }: Options) {
  const words = officeDatasetMessages[page.language]
  const to = (organization?: string) =>
    routes.office(page.language, "/datasets/new", organization === undefined ? {} : { organization })
  return (
    <OfficeLayout page={page} title={words.chooseBody} lead={words.chooseBodyLead}>
      <search>
        <form method="get" action={to()} class="filters-bar">
          <TextField name="q" type="search" label={words.searchBody} value={asked} dir="auto" maxLength={200} />
          <button type="submit" class="btn alt">
            <Icon name="search" />
            {words.searchButton}
          </button>
        </form>
      </search>
      {matches.length === 0 && <p role="status">{words.noBody(asked)}</p>}
      {matches.length > most && <p class="muted">{words.moreBodies}</p>}
      <ul class="ruled">
        {matches.slice(0, most).map(({ value, label }) => (
          <li>
            <a href={to(value)}>
              <bdi>{label}</bdi>
            </a>
          </li>
        ))}
      </ul>
    </OfficeLayout>
  )
}
