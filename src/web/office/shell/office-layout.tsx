import type { ComponentChildren } from "preact"
import { officeShellMessages } from "../../../texts/index.ts"
import { Icon } from "../../components/icon/icon.tsx"
import { Frame } from "../../components/layout/layout.tsx"
import type { NavigationEntry, NavigationGroup, OfficePage } from "../office-route.ts"
import { DoneNotice } from "./done-notice.tsx"

interface Options {
  readonly page: OfficePage
  readonly title: string
  /** Under the heading: one sentence that says the state of things. */
  readonly lead?: ComponentChildren
  /** Beside the heading: the primary act of the page. */
  readonly actions?: ComponentChildren
  /** Shown instead of the plain heading, where the title is a person's text. */
  readonly heading?: ComponentChildren
  readonly children: ComponentChildren
}

/** A page of the office: side navigation, heading with the page's acts, what was just done, content. */
export function OfficeLayout({ page, title, lead, actions, heading, children }: Options) {
  const words = officeShellMessages[page.language]
  return (
    <Frame page={page} head={{ title, indexed: false }} place={words.office} wide>
      <div class="off">
        <SideNavigation page={page} />
        <main id="main" tabIndex={-1}>
          <div class="row spread head">
            <div>
              <h1>{heading ?? title}</h1>
              {lead && <p class="muted small">{lead}</p>}
            </div>
            {actions && <div class="row">{actions}</div>}
          </div>
          <DoneNotice page={page} done={page.done} />
          {children}
        </main>
      </div>
    </Frame>
  )
}

const groups: readonly NavigationGroup[] = ["desk", "publish", "talk", "body", "portal"]

function SideNavigation({ page }: { page: OfficePage }) {
  const words = officeShellMessages[page.language]
  const here = `/${page.language}${page.address.split("?", 1)[0]}`
  const current = nearest(page.navigation, here)
  return (
    <nav aria-label={words.office}>
      {groups.map((group) => {
        const entries = page.navigation.filter((entry) => entry.group === group)
        if (entries.length === 0) return null
        return (
          <>
            {words.groups[group] && <p>{words.groups[group]}</p>}
            {entries.map((entry) => (
              <a href={entry.href} {...(entry === current ? { "aria-current": place(entry, here) } : {})}>
                <span>{entry.label}</span>
                <Count page={page} entry={entry} />
              </a>
            ))}
          </>
        )
      })}
    </nav>
  )
}

function place(entry: NavigationEntry, here: string): "page" | "true" {
  return entry.href === here ? "page" : "true"
}

/** The entry of the page itself, else of the longest address above it. */
function nearest(entries: readonly NavigationEntry[], here: string): NavigationEntry | undefined {
  return entries
    .filter(({ href }) => here === href || here.startsWith(`${href}/`))
    .sort((a, b) => b.href.length - a.href.length)[0]
}

function Count({ page, entry: { count, urgent } }: { page: OfficePage; entry: NavigationEntry }) {
  if (!count) return null
  return (
    <span class={urgent ? "num small bad" : "num small"}>
      {urgent && <Icon name="circle-alert" />} {page.format.number(count)}
    </span>
  )
}
