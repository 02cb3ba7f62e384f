/** Which portal is it? Kinds of sources by what a coordinator knows of hers. */
import { type ConnectorKind, connectorKinds } from "../../../../harvest/index.ts"
import { adminMessages, sourceFormMessages } from "../../../../texts/index.ts"
import { Crumbs } from "../../../components/crumbs/crumbs.tsx"
import { kindNames } from "../../../models/kind-names.ts"
import { routes } from "../../../routes.ts"
import type { OfficePage } from "../../office-route.ts"
import { OfficeLayout } from "../../shell/office-layout.tsx"

/** The most frequent first. */
const groups = {
  portals: ["ckan", "udata", "ods"],
  lists: ["files", "datajson", "dcat"],
  maps: ["arcgis", "csw", "records", "ogc", "stac"],
  knowledge: ["nada", "oaipmh"],
} as const satisfies Record<string, readonly ConnectorKind[]>

type Group = keyof typeof groups

export function KindsView({ page }: { page: OfficePage }) {
  const [words, own] = [adminMessages[page.language], sourceFormMessages[page.language]]
  const grouped: readonly string[] = Object.values(groups).flat()
  const others = connectorKinds.filter((kind) => !grouped.includes(kind))
  return (
    <OfficeLayout page={page} title={words.add} lead={words.chooseKind}>
      <Crumbs
        page={page}
        path={[{ href: routes.office(page.language, "/sources"), name: words.sources }, { name: words.add }]}
      />
      {(Object.keys(groups) as Group[]).map((name) => (
        <section class="kinds" aria-labelledby={`kinds-${name}`}>
          <h2 class="h2" id={`kinds-${name}`}>
            {own.groups[name].title}
          </h2>
          <p class="small muted">{own.groups[name].text}</p>
          <Kinds page={page} kinds={groups[name]} />
        </section>
      ))}
      {others.length > 0 && <Kinds page={page} kinds={others} />}
      <p class="small muted">{own.notSure}</p>
    </OfficeLayout>
  )
}

function Kinds({ page, kinds }: { page: OfficePage; kinds: readonly ConnectorKind[] }) {
  const [words, own] = [adminMessages[page.language], sourceFormMessages[page.language]]
  return (
    <ul class="ruled">
      {kinds.map((kind) => (
        <li>
          <div>
            <h3>
              <bdi dir="ltr">{kindNames[kind]}</bdi>
            </h3>
            <p class="small">{words.kinds[kind]}</p>
            <p class="small muted">{own.signs[kind]}</p>
          </div>
          <a class="btn sm alt" href={routes.office(page.language, "/sources/new", { kind })}>
            {words.choose}
            <span class="sr"> {kindNames[kind]}</span>
          </a>
        </li>
      ))}
    </ul>
  )
}
