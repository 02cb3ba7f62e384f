import { accountsByIds } from "../../../../accounts/index.ts"
import { type EditorialVersion, editorialHistory } from "../../../../editorial/index.ts"
import type { Db } from "../../../../platform/db.ts"
import { editorialMessages } from "../../../../texts/index.ts"
import { PostButton } from "../../../components/form/form.tsx"
import type { OfficePage } from "../../office-route.ts"

export type NamedVersion = EditorialVersion & { readonly by?: string | undefined }

const shown = 20

/** The last versions, with the names of those who wrote them. */
export async function namedVersions(db: Db, of: { entity: string; entityId: string }): Promise<NamedVersion[]> {
  const versions = await editorialHistory(db, { ...of, limit: shown })
  const people = await accountsByIds(
    db,
    versions.map(({ actor }) => actor),
  )
  return versions.map((version) => ({ ...version, by: people.get(version.actor)?.name || undefined }))
}

export function Versions({
  page,
  versions,
  action,
}: {
  page: OfficePage
  versions: readonly NamedVersion[]
  action: string
}) {
  const words = editorialMessages[page.language]
  return (
    <section class="blk">
      <h2 class="h2">{words.versions}</h2>
      {versions.length < 2 && <p class="muted">{words.noVersions}</p>}
      <ul class="ruled">
        {versions.length > 1 &&
          versions.map(({ position, at, by, kind, differences }, index) => (
            <li>
              <div>
                <b>{words.kinds[kind] ?? kind}</b>{" "}
                <span class="small muted">
                  {page.format.dateTime(at)} {by && words.by(by)}
                  {differences.length > 0 && ` · ${words.changed(fieldNames(page, differences))}`}
                </span>
              </div>
              {index > 0 && differences.length > 0 && (
                <PostButton page={page} action={action} fields={{ act: "restore", position: String(position) }}>
                  {words.restore}
                  <span class="sr">: {page.format.dateTime(at)}</span>
                </PostButton>
              )}
            </li>
          ))}
      </ul>
    </section>
  )
}

/** `title.fr` is "Titre (français)". */
function fieldNames(page: OfficePage, differences: NamedVersion["differences"]): string {
  const words = editorialMessages[page.language]
  const names: Readonly<Record<string, string>> = {
    ...words.labels,
    title: words.title,
    body: words.body,
    slug: words.slug,
    footer: words.footer,
    position: words.position,
    text: words.text,
    level: words.level,
    startsAt: words.from,
    endsAt: words.to,
  }
  const said = differences.map(({ path }) => {
    const [field = "", language] = path.split(".")
    return language ? `${names[field] ?? field} (${page.format.languageName(language)})` : (names[field] ?? field)
  })
  return page.format.list(said)
}
