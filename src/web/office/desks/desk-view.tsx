import { type ActionCode, maxPoints } from "../../../quality/index.ts"
import { countMessages, deskMessages, inLanguage, qualityMessages } from "../../../texts/index.ts"
import { Icon } from "../../components/icon/icon.tsx"
import { Localised } from "../../components/localised/localised.tsx"
import { Pill } from "../../components/pill/pill.tsx"
import { routes } from "../../routes.ts"
import type { OfficePage } from "../office-route.ts"
import { OfficeLayout } from "../shell/office-layout.tsx"
import type { Country } from "./country-model.ts"
import { CountryPanels } from "./country-view.tsx"
import type { Desk } from "./desk-model.ts"
import { Figure, Figures } from "./figures.tsx"
import { type Todo, todosOf } from "./todo.ts"

interface Options {
  readonly page: OfficePage
  readonly title: string
  readonly desk: Desk
  readonly mayAdd: boolean
  readonly country?: Country | undefined
}

export function DeskView({ page, title, desk, mayAdd, country }: Options) {
  const words = deskMessages[page.language]
  const todos = todosOf(desk.needs, { language: page.language, duration: page.format.duration })
  return (
    <OfficeLayout
      page={page}
      title={title}
      lead={words.things(todos.length)}
      actions={
        mayAdd && (
          <a class="btn" href={routes.office(page.language, "/datasets/new")}>
            <Icon name="plus" />
            {words.newDataset}
          </a>
        )
      }
    >
      <Todos page={page} todos={todos} />
      <Glance page={page} desk={desk} />
      {country && <CountryPanels page={page} country={country} />}
      <div class="g2">
        <Gains page={page} gains={desk.gains} />
        <Activities page={page} activities={desk.activities} />
      </div>
    </OfficeLayout>
  )
}

/** Nobody's coordinator yet: how to become one. */
export function NoBodyView({ page }: { page: OfficePage }) {
  const words = deskMessages[page.language]
  return (
    <OfficeLayout page={page} title={words.desk}>
      <div class="empty">
        <h2>{words.noBody}</h2>
        <p>{words.noBodyText}</p>
        <p class="next">
          <a class="btn" href={routes.account(page.language, "organizations")}>
            {words.join}
          </a>
        </p>
      </div>
    </OfficeLayout>
  )
}

const marks = { ok: "nq", late: "nq half", bad: "nq hollow", info: "nq", plain: "nq hollow" } as const

function Todos({ page, todos }: { page: OfficePage; todos: readonly Todo[] }) {
  const words = deskMessages[page.language]
  if (todos.length === 0)
    return (
      <div class="note ok calm">
        <Icon name="circle-check" />
        <div>
          <b>{words.allDone}</b>
          <p class="small">{words.allDoneText}</p>
        </div>
      </div>
    )
  return (
    <ul class="todo-l">
      {todos.map(({ tone, title, detail, href, act }) => (
        <li>
          <span class={`st ${tone} big`}>
            <span class={marks[tone]} aria-hidden="true" />
          </span>
          <div>
            <b>{title}</b>
            {detail && <p class="small muted">{detail}</p>}
          </div>
          <a class="btn sm alt" href={href}>
            {act}
            <span class="sr">: {title}</span>
          </a>
        </li>
      ))}
    </ul>
  )
}

function Glance({ page, desk: { figures, quality, goal } }: { page: OfficePage; desk: Desk }) {
  const words = deskMessages[page.language]
  const { number, percent } = page.format
  const onTime = figures.withRhythm > 0 ? 1 - figures.late / figures.withRhythm : undefined
  return (
    <Figures>
      <Figure
        term={words.published}
        value={number(figures.published)}
        detail={figures.newThisMonth > 0 && words.moreThisMonth(number(figures.newThisMonth))}
      />
      <Figure
        term={words.upToDate}
        value={onTime === undefined ? "–" : percent(onTime)}
        detail={onTime === undefined ? words.noRhythm : words.goal(percent(goal / 100))}
      />
      <Figure
        term={words.meanQuality}
        value={quality.datasets > 0 ? number(Math.round(quality.average)) : "–"}
        detail={quality.datasets > 0 ? words.outOf(number(maxPoints)) : words.notMeasured}
      />
      <Figure
        term={words.inWork}
        value={number(figures.inWork)}
        detail={figures.inReview > 0 && words.inWorkDetail(number(figures.inReview))}
      />
    </Figures>
  )
}

function Gains({ page, gains }: { page: OfficePage; gains: Desk["gains"] }) {
  const words = deskMessages[page.language]
  const { actions, gain: gainWords } = qualityMessages[page.language]
  return (
    <section>
      <h2 class="h2">{words.gains}</h2>
      {gains.length === 0 && <p class="muted">{words.noGains}</p>}
      <ul class="stack-s">
        {gains.map(({ action, gain, datasets }) => (
          <li class="card tight">
            <div class="row spread">
              <b>{actions[action]}</b>
              <Pill tone="ok">{gainWords(page.format.number(gain))}</Pill>
            </div>
            <p class="small muted">
              {countMessages[page.language].datasets(datasets)}
              <Start page={page} action={action} />
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The list of the datasets that an act helps, to be edited one by one or together. */
function Start({ page, action }: { page: OfficePage; action: ActionCode }) {
  const words = deskMessages[page.language]
  return (
    <>
      {" "}
      ·{" "}
      <a href={routes.office(page.language, "/datasets", { needs: action })}>
        {words.start}
        <span class="sr">: {qualityMessages[page.language].actions[action]}</span>
      </a>
    </>
  )
}

function Activities({ page, activities }: { page: OfficePage; activities: Desk["activities"] }) {
  const words = deskMessages[page.language]
  const did = words.did as Readonly<Record<string, string>>
  return (
    <section>
      <h2 class="h2">{words.activities}</h2>
      {activities.length === 0 && <p class="muted">{words.noActivities}</p>}
      <ul class="ruled">
        {activities.map(({ at, by, kind, datasetId, title }) => {
          const shown = inLanguage(title, page.language)
          return (
            <li>
              <div>
                <span class="small muted">
                  <bdi>{by ?? words.someone}</bdi> · {did[kind] ?? kind}
                </span>
                <br />
                <a href={routes.office(page.language, `/datasets/${datasetId}/review`)}>
                  {shown ? <Localised page={page} text={shown} /> : <bdi dir="ltr">{datasetId}</bdi>}
                </a>
              </div>
              <time class="tiny faint" dateTime={at.toISOString()}>
                {page.format.ago(at, page.now)}
              </time>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
