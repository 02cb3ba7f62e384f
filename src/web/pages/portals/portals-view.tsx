import type { SourceFreshness } from "../../../harvest/index.ts"
import { runMessages, type ShownText } from "../../../texts/index.ts"
import { Layout } from "../../components/layout/layout.tsx"
import { Localised } from "../../components/localised/localised.tsx"
import { Status, type Tone } from "../../components/status/status.tsx"
import { ScrollRegion } from "../../components/table/scroll-region.tsx"
import type { Page } from "../../page.ts"

export interface PortalLine {
  readonly name: ShownText
  readonly publisher: ShownText
  readonly publisherHref: string
  readonly kind: string
  readonly datasets: number
  readonly datasetsHref: string
  readonly harvestedAt?: string | undefined
  readonly freshness: SourceFreshness
  readonly siteUrl?: string | undefined
}

const tones: Readonly<Record<SourceFreshness, Tone>> = {
  "up-to-date": "ok",
  late: "late",
  "not-yet": "plain",
  "on-demand": "info",
  stopped: "plain",
}

/** Where the data come from: every portal, whose it is, what it gives, how lately it was read. */
export function PortalsView({ page, portals }: { page: Page; portals: readonly PortalLine[] }) {
  const words = runMessages[page.language]
  return (
    <Layout
      page={page}
      head={{ title: words.portals, description: words.portalsLead, canonical: "/portals" }}
      section="data"
    >
      <div class="wrap">
        <div class="ph intro">
          <h1 class="kufi">{words.portals}</h1>
          <p class="alt-t prose">{words.portalsLead}</p>
        </div>
        {portals.length === 0 ? <p class="empty">{words.noPortals}</p> : <Portals page={page} portals={portals} />}
      </div>
    </Layout>
  )
}

function Portals({ page, portals }: { page: Page; portals: readonly PortalLine[] }) {
  const words = runMessages[page.language]
  return (
    <ScrollRegion kind="plain stacked" label={words.portals}>
      <table class="plain">
        <thead>
          <tr>
            <th scope="col">{words.portal}</th>
            <th scope="col">{words.portalPublisher}</th>
            <th scope="col" class="n">
              {words.portalDatasets}
            </th>
            <th scope="col">{words.portalHarvested}</th>
          </tr>
        </thead>
        <tbody>
          {portals.map((portal) => (
            <PortalRow page={page} portal={portal} />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}

function PortalRow({ page, portal }: { page: Page; portal: PortalLine }) {
  const words = runMessages[page.language]
  const { name, publisher, kind, harvestedAt, freshness, siteUrl } = portal
  return (
    <tr>
      <th scope="row">
        <a href={portal.datasetsHref}>
          <Localised page={page} text={name} />
        </a>
        <br />
        <small class="faint">
          {words.portalKinds[kind] ?? kind}
          {siteUrl && (
            <>
              {" · "}
              <a href={siteUrl} rel="noopener">
                {words.visit}
              </a>
            </>
          )}
        </small>
      </th>
      <td>
        <a href={portal.publisherHref}>
          <Localised page={page} text={publisher} />
        </a>
      </td>
      <td class="n">{words.datasets(portal.datasets)}</td>
      <td>
        <Status tone={tones[freshness]}>{words.freshness[freshness]}</Status>
        {harvestedAt && (
          <small class="faint">
            {" · "}
            <time dateTime={harvestedAt}>{page.format.ago(new Date(harvestedAt), page.now)}</time>
          </small>
        )}
      </td>
    </tr>
  )
}
