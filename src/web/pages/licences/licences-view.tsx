import { datasetMessages, inLanguage, licenceMessages, type ShownText } from "../../../texts/index.ts"
import type { Licence } from "../../../vocabulary/index.ts"
import { Crumbs } from "../../components/crumbs/crumbs.tsx"
import { Layout } from "../../components/layout/layout.tsx"
import { Localised } from "../../components/localised/localised.tsx"
import { Status } from "../../components/status/status.tsx"
import { shownOrCode } from "../../models/catalogue-words.ts"
import { safeUrl } from "../../models/safe-url.ts"
import type { Page } from "../../page.ts"
import { routes } from "../../routes.ts"

export interface LicenceLine {
  readonly licence: Licence
  readonly title: ShownText
  readonly count: number
}

export function LicencesView({ page, licences }: { page: Page; licences: readonly LicenceLine[] }) {
  const words = licenceMessages[page.language]
  return (
    <Layout page={page} kind="edit" head={{ title: words.title, description: words.lead, canonical: "/licences" }}>
      <div class="wrap">
        <div class="ph intro">
          <h1 class="kufi">{words.heading}</h1>
          <p class="alt-t prose">{words.lead}</p>
        </div>
        <ul class="lead-l ruled">
          {licences.map(({ licence, title, count }) => (
            <li>
              <div>
                <a href={routes.licence(page.language, licence.code)}>
                  <b>
                    <Localised page={page} text={title} />
                  </b>
                </a>
                <p class="small muted">{allows(page, licence)}</p>
              </div>
              <span class="ldr" />
              <Openness page={page} licence={licence} />
              <span class="num">{page.format.number(count)}</span>
            </li>
          ))}
        </ul>
      </div>
    </Layout>
  )
}

export function LicenceView({ page, line }: { page: Page; line: LicenceLine }) {
  const words = licenceMessages[page.language]
  const { licence, title, count } = line
  const remark = inLanguage(licence.remark, page.language)
  const url = safeUrl(licence.url)
  const canonical = `/licences/${encodeURIComponent(licence.code)}`
  return (
    <Layout page={page} head={{ title: title.text, description: allows(page, licence), canonical }}>
      <div class="wrap">
        <Crumbs page={page} path={[{ href: routes.licences(page.language), name: words.title }]} />
        <div class="ph">
          <h1>
            <Localised page={page} text={title} named />
          </h1>
          <p class="by">
            <Openness page={page} licence={licence} />
          </p>
        </div>
        <dl class="kv prose">
          <div>
            <dt>{words.allows}</dt>
            <dd>{allows(page, licence)}</dd>
          </div>
          {url && (
            <div>
              <dt>{words.text}</dt>
              <dd>
                <a href={url} rel="noopener license">
                  <bdi class="wrap-any" dir="ltr">
                    {url}
                  </bdi>
                </a>
              </dd>
            </div>
          )}
          {remark && (
            <div>
              <dt>{words.remark}</dt>
              <dd>
                <Localised page={page} text={remark} named />
              </dd>
            </div>
          )}
          {licence.rawValues.length > 0 && (
            <div>
              <dt>{words.spellings}</dt>
              <dd>
                <ul class="chips tags">
                  {licence.rawValues.slice(0, 20).map((raw) => (
                    <li class="tag wrap-any">
                      <Localised page={page} text={asWritten(raw, page)} />
                    </li>
                  ))}
                </ul>
              </dd>
            </div>
          )}
        </dl>
        {count > 0 && (
          <p class="blk">
            <a class="btn" href={routes.datasets(page.language, { licence: licence.code })}>
              {words.datasets(page.format.number(count))}
            </a>
          </p>
        )}
      </div>
    </Layout>
  )
}

/** A spelling of nobody knows which language. */
function asWritten(raw: string, { language }: Page): ShownText {
  return shownOrCode({ und: raw }, language, raw)
}

function Openness({ page, licence }: { page: Page; licence: Licence }) {
  const words = licenceMessages[page.language]
  return <Status tone={licence.open ? "ok" : "plain"}>{licence.open ? words.open : words.notOpen}</Status>
}

function allows(page: Page, licence: Licence): string {
  const words = datasetMessages[page.language].allows
  return words[licence.kind as keyof typeof words] ?? words.other
}
