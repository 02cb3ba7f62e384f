import assert from "node:assert/strict"
import { existsSync, readFileSync } from "node:fs"
import { createServer } from "node:http"
import { createRequire } from "node:module"
import type { AddressInfo } from "node:net"
import { after, before, describe, it } from "node:test"
import { type Browser, chromium, type Page } from "playwright-core"
import { type ExploredTables, giveExploredTables } from "./explored-tables.ts"
import { type SamplePortal, samplePortal } from "./sample-portal.ts"

const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium"
const missing = existsSync(executablePath) ? false : `Chromium is absent (${executablePath}); set CHROMIUM`
const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8")

describe("a table in a browser", { skip: missing }, () => {
  let portal: SamplePortal
  let tables: ExploredTables
  let browser: Browser
  let base: string

  before(async () => {
    portal = await samplePortal()
    tables = await giveExploredTables(portal)
    base = await portal.app.listen({ host: "127.0.0.1", port: 0 })
    browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] })
  })
  after(async () => {
    await browser?.close()
    await portal?.close()
  })

  const path = (query = "") => `/datasets/${tables.slug}/explore/${tables.file}${query}`
  const paths = () => [
    path("?about=wilaya&familles__gte=1100"),
    path("?view=chart&series=wilaya"),
    path("?view=chart&chart=bar&by=wilaya"),
    path("?view=map"),
    path("?view=group&by=wilaya&series=annee&group_across=1&agg=sum&value=montant"),
    path("?view=group&by=wilaya&agg=count&agg=avg&value=montant&f=wilaya"),
    path("?f=familles"),
    path("?view=api"),
    path("?famille__gte=3"),
    path("?q=zzzz"),
    `/embed/tables/${tables.table}`,
  ]

  const ofLayout = ["color-contrast", "target-size", "scrollable-region-focusable", "link-in-text-block", "valid-lang"]
  for (const language of ["ar", "fr", "en"]) {
    for (const [device, width] of [
      ["a phone", 360],
      ["a desk", 1280],
    ] as const) {
      it(`no view breaks a rule of accessibility or scrolls sideways, in ${language} on ${device}`, async () => {
        // What a width changes is looked at in each language; the rest once in each.
        const rules = width > 360 && language !== "ar" ? ofLayout : undefined
        const colorScheme = language === "fr" ? "dark" : "light"
        const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme })
        const page = await context.newPage()
        const faults: string[] = []
        for (const one of paths()) faults.push(...(await faultsOf(page, `${base}/${language}${one}`, rules)))
        await context.close()
        assert.deepEqual(faults, [])
      })
    }
  }

  it("filters, order, columns and charts are chosen without scripts", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto(`${base}/fr${path()}`)
    await page.selectOption("#xf", "familles")
    await page.click("text=Choisir >> nth=0")
    await page.selectOption("#xo", "gte")
    await page.fill("#xv", "2100")
    await page.click("text=Appliquer")
    assert.match(page.url(), /\?familles__gte=2100$/)
    await page.click("thead th:nth-child(2) .c a")
    assert.match(page.url(), /familles__gte=2100&sort=familles$/)
    await page.click("text=Graphique")
    await page.selectOption("#ck", "bar")
    await page.selectOption("#cb", "wilaya")
    await page.click("text=Redessiner")
    assert.match((await page.textContent("figure h2")) ?? "", /par الولاية/)
    assert.match(page.url(), /familles__gte=2100/)
    await context.close()
  })

  it("the link to what is seen is copied by a button", async () => {
    const context = await browser.newContext({ permissions: ["clipboard-read", "clipboard-write"] })
    const page = await context.newPage()
    await page.goto(`${base}/fr${path("?sort=annee")}`)
    await page.click("summary:has-text('Partager')")
    await page.click("button[data-copy=share-link]")
    await page.waitForSelector("text=Copié")
    assert.match(await page.evaluate(() => navigator.clipboard.readText()), /explore\/[0-9a-f-]+\?sort=annee$/)
    await context.close()
  })

  it("an embedded view is shown inside a page of another origin", async () => {
    const context = await browser.newContext()
    const page = await context.newPage()
    const outer = createServer((_request, response) => {
      response.setHeader("content-type", "text/html")
      response.end(`<iframe src="${base}/fr/embed/tables/${tables.table}" width="800" height="500"></iframe>`)
    })
    await new Promise<void>((listening) => outer.listen(0, "127.0.0.1", listening))
    await page.goto(`http://127.0.0.1:${(outer.address() as AddressInfo).port}/`)
    await page.frameLocator("iframe").locator("th:has-text('Familles')").waitFor({ timeout: 5000 })
    await context.close()
    outer.close()
  })
})

async function faultsOf(page: Page, url: string, rules?: readonly string[]): Promise<string[]> {
  await page.goto(url, { waitUntil: "load" })
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  // Evaluated by the tool, not by the page: our policy allows no script of others.
  await page.evaluate(axeSource)
  const options = { resultTypes: ["violations"], preload: false, ...(rules ? { runOnly: rules } : {}) }
  const { violations } = await page.evaluate(
    (given) => (window as unknown as { axe: { run(options: object): Promise<AxeAnswer> } }).axe.run(given),
    options,
  )
  const faults = violations.flatMap(({ id, nodes }) =>
    nodes.slice(0, 2).map(({ html }) => `${id}: ${html.slice(0, 200)}`),
  )
  return [...(wide > 0 ? [`scrolls sideways by ${wide} px`] : []), ...faults].map((fault) => `${url}: ${fault}`)
}

interface AxeAnswer {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[]
}
