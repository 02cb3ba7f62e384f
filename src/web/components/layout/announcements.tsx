import { inLanguage, layoutMessages } from "../../../texts/index.ts"
import type { Page } from "../../page.ts"
import { Icon } from "../icon/icon.tsx"
import { Localised } from "../localised/localised.tsx"

/** What the portal announces at the moment, on every page. */
export function Announcements({ page }: { page: Page }) {
  const announcements = page.editorial?.announcements ?? []
  if (announcements.length === 0) return null
  return (
    <aside aria-label={layoutMessages[page.language].announcements}>
      {announcements.map(({ text, level }) => {
        const shown = inLanguage(text, page.language)
        return (
          shown && (
            <div class={level === "warning" ? "announce warning" : "announce"}>
              <div class="wrap">
                <Icon name={level === "warning" ? "triangle-alert" : "info"} />
                <p>
                  <Localised page={page} text={shown} />
                </p>
              </div>
            </div>
          )
        )
      })}
    </aside>
  )
}
