import type { Page } from "playwright-core"

/** What the browser says was wrong, on whatever page it opens from now on, and all that was asked of other hosts. */
export function complaintsOf(page: Page, base: string): readonly string[] {
  const complaints: string[] = []
  const say = (what: string) => complaints.push(`${page.url()}: ${what}`)
  page.on("console", (message) => {
    // The browser itself logs that something was not found; a page may be missing, nothing that belongs to it.
    const told = /^Failed to load resource: the server responded/.test(message.text())
    if (message.type() === "error" && !told) say(message.text())
  })
  page.on("pageerror", (error) => say(String(error)))
  page.on("response", (response) => {
    if (response.status() >= 400 && !response.request().isNavigationRequest())
      say(`${response.url()} ${response.status()}`)
  })
  page.on("request", (request) => request.url().startsWith(base) || say(`asks ${request.url()}`))
  return complaints
}
