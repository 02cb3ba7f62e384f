import type { ComponentChildren } from "preact"
import { type DoneCode, officeShellMessages } from "../../../texts/index.ts"
import { Icon } from "../../components/icon/icon.tsx"
import { Frame } from "../../components/layout/layout.tsx"
import type { Page } from "../../page.ts"
import type { NavigationEntry, NavigationGroup } from "../office-route.ts"
import { DoneNotice } from "./done-notice.tsx"

interface Side {
  readonly label: string
  readonly entries: readonly NavigationEntry[]
}

interface Options {
  readonly page: Page
  readonly side: Side
  readonly title: string
  /** Shown instead of the plain title, where it is a person's text. */
  readonly heading?: ComponentChildren
  /** Under the heading: one sentence that says the state of things. */
  readonly lead?: ComponentChildren
  /** Beside the heading: the primary act of the page. */
  readonly actions?: ComponentChildren
  readonly done?: DoneCode | undefined
  readonly children: ComponentChildren
}

/** A page with its neighbours at the side: navigation, heading with the page's acts, what was just done, content. */
export function SideLayout({ page, side, title, heading, lead, actions, done, children }: Options) {
  return (
    <Frame page={page} head={{ title, indexed: false }} place={side.label} wide>
      <div class="off">
        <SideNavigation page={page} side={side} />
        <main id="main" tabIndex={-1}>
          <div class="row spread head">
            <div>
              <h1>{heading ?? title}</h1>
              {lead && <p class="muted small">{lead}</p>}
            </div>
            {actions && <div class="row">{actions}</div>}
          </div>
          <DoneNotice page={page} done={done} />
          {children}
        </main>
      </div>
    </Frame>
  )
}

const groups: readonly NavigationGroup[] = ["desk", "publish", "talk", "body", "portal"]

function SideNavigation({ page, side }: { page: Page; side: Side }) {
  const words = officeShellMessages[page.language]
  const here = `/${page.language}${page.address.split("?", 1)[0]}`
  const current = nearest(side.entries, here)
  return (
    <nav aria-label={side.label}>
      {groups.map((group) => {
        const entries = side.entries.filter((entry) => entry.group === group)
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

function Count({ page, entry: { count, urgent } }: { page: Page; entry: NavigationEntry }) {
  if (!count) return null
  return (
    <span class={urgent ? "num small bad" : "num small"}>
      {urgent && <Icon name="circle-alert" />} {page.format.number(count)}
    </span>
  )
}
