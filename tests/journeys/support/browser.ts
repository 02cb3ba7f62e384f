import assert from "node:assert/strict"
import { existsSync, mkdirSync } from "node:fs"
import { join } from "node:path"
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core"

const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium"

export const chromiumMissing = existsSync(executablePath)
  ? false
  : `Chromium is absent (${executablePath}); set CHROMIUM`

export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] })
}

/** Most that one step of a page may take on a busy machine. */
const patienceMs = 30_000

export interface Seat {
  readonly scripts?: boolean
  readonly phone?: boolean
  readonly dark?: boolean
}

/** A browser of one person alone. */
export async function openSeat(browser: Browser, { scripts = true, phone = false, dark = false }: Seat): Promise<Page> {
  const context = await browser.newContext({
    viewport: phone ? { width: 360, height: 780 } : { width: 1280, height: 900 },
    javaScriptEnabled: scripts,
    colorScheme: dark ? "dark" : "light",
    timezoneId: "Africa/Tunis",
  })
  return openPage(context)
}

/** Another tab of the same person. */
export async function openPage(context: BrowserContext): Promise<Page> {
  const page = await context.newPage()
  page.setDefaultTimeout(patienceMs)
  // Leaving a page with something unsaved asks; whoever drives the journey means it.
  page.on("dialog", (dialog) => void dialog.accept().catch(() => {}))
  return page
}

/** What every page on the way must be: each id once, nothing wider than the window. `JOURNEY_PICTURES=DIR` keeps a picture of it. */
export async function lookAt(page: Page, name: string): Promise<void> {
  const folder = process.env.JOURNEY_PICTURES
  if (folder) {
    mkdirSync(folder, { recursive: true })
    await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true })
  }
  const { twice, tooWide } = await page.evaluate(() => {
    const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id)
    const { scrollWidth, clientWidth } = document.documentElement
    return { twice: ids.filter((id, at) => ids.indexOf(id) !== at), tooWide: scrollWidth - clientWidth }
  })
  assert.deepEqual({ page: page.url(), twice, tooWide }, { page: page.url(), twice: [], tooWide: 0 })
}
