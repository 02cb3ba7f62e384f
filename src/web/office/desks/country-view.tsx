import { deskMessages, inLanguage } from "../../../texts/index.ts"
import { Localised } from "../../components/localised/localised.tsx"
import { ScrollRegion } from "../../components/table/scroll-region.tsx"
import { routes } from "../../routes.ts"
import type { OfficePage } from "../office-route.ts"
import type { Country } from "./country-model.ts"
import { Figure, Figures } from "./figures.tsx"

interface Options {
  readonly page: OfficePage
  readonly country: Country
}

export function CountryPanels({ page, country }: Options) {
  return (
    <>
      <CountryFigures page={page} country={country} />
      <div class="g2 panels">
        <Growth page={page} growth={country.growth} />
        <Bodies page={page} bodies={country.bodies} />
      </div>
    </>
  )
}

function CountryFigures({ page, country: { figures, troubledSources, queue, indexBehind, disk } }: Options) {
  const { figures: words } = deskMessages[page.language]
  const { number, size } = page.format
  return (
    <Figures>
      <Figure
        term={words.organizations}
        value={number(figures.organizations)}
        detail={words.withData(number(figures.organizationsWithData))}
      />
      <Figure
        term={words.sources}
        value={<a href={routes.office(page.language, "/sources")}>{number(figures.sources)}</a>}
        detail={troubledSources > 0 && words.troubled(number(troubledSources))}
      />
      <Figure
        term={words.people}
        value={number(figures.people)}
        detail={figures.newPeople > 0 && words.newPeople(number(figures.newPeople))}
      />
      <Figure
        term={words.jobs}
        value={<a href={routes.office(page.language, "/jobs")}>{number(queue.waiting + queue.running)}</a>}
        detail={queue.failed > 0 && words.failed(number(queue.failed))}
      />
      <Figure
        term={words.index}
        value={indexBehind === 0 ? words.indexCurrent : words.indexBehind(number(indexBehind))}
      />
      {disk && <Figure term={words.disk} value={size(disk.free)} detail={words.diskOf(size(disk.size))} />}
    </Figures>
  )
}

const width = 640
const height = 150
const base = 118
const tallest = 96

/** Columns by month, from left to right in all languages as every scale of time; the table below says the same. */
function Growth({ page, growth }: { page: OfficePage; growth: Country["growth"] }) {
  const words = deskMessages[page.language]
  const total = growth.reduce((sum, { added }) => sum + added, 0)
  const most = Math.max(1, ...growth.map(({ added }) => added))
  const step = width / growth.length
  const monthName = (month: string) => page.format.date(month)
  const summary = words.growthSummary(page.format.number(total), monthName(growth[0]?.month ?? ""))
  return (
    <section>
      <h2 class="h2">{words.growth}</h2>
      <p class="small muted">{summary}</p>
      <svg class="cols" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={summary}>
        {growth.map(({ month, added }, at) => {
          const tall = Math.round((added / most) * tallest)
          return (
            <>
              <rect class="bar" x={at * step + 6} y={base - tall} width={step - 12} height={tall} />
              {added > 0 && (
                <text x={at * step + step / 2} y={base - tall - 6} text-anchor="middle">
                  {page.format.number(added)}
                </text>
              )}
              <text class="tick" x={at * step + step / 2} y={base + 18} text-anchor="middle">
                {month.slice(5)}
              </text>
            </>
          )
        })}
        <path class="axis" d={`M0 ${base}.5H${width}`} />
      </svg>
      <details>
        <summary class="small">{words.month}</summary>
        <ScrollRegion label={words.growth} kind="plain fold">
          <table class="plain">
            <thead>
              <tr>
                <th scope="col">{words.month}</th>
                <th scope="col" class="n">
                  {words.added}
                </th>
              </tr>
            </thead>
            <tbody>
              {growth.map(({ month, added }) => (
                <tr>
                  <th scope="row">{monthName(month)}</th>
                  <td class="n">{page.format.number(added)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      </details>
    </section>
  )
}

function Bodies({ page, bodies }: { page: OfficePage; bodies: Country["bodies"] }) {
  const words = deskMessages[page.language]
  return (
    <section>
      <h2 class="h2">{words.troubledBodies}</h2>
      {bodies.length === 0 ? (
        <p class="muted">{words.noTroubledBodies}</p>
      ) : (
        <ScrollRegion label={words.troubledBodies} kind="plain">
          <table class="plain">
            <thead>
              <tr>
                <th scope="col">{words.body}</th>
                <th scope="col" class="n">
                  {words.lateOnes}
                </th>
                <th scope="col" class="n">
                  {words.brokenOnes}
                </th>
              </tr>
            </thead>
            <tbody>
              {bodies.map(({ slug, name, late, broken }) => {
                const shown = inLanguage(name, page.language)
                return (
                  <tr>
                    <th scope="row">
                      <a href={routes.organization(page.language, slug)}>
                        {shown ? <Localised page={page} text={shown} /> : slug}
                      </a>
                    </th>
                    <td class="n">{page.format.number(late)}</td>
                    <td class="n">{page.format.number(broken)}</td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        </ScrollRegion>
      )}
    </section>
  )
}
