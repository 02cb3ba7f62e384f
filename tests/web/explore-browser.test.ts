import assert from "node:assert/strict"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { after, before, describe, it } from "node:test"
import type { Browser } from "playwright-core"
import { chromiumMissing, openBrowser } from "../journeys/support/browser.ts"
import { type ExploredTables, giveExploredTables } from "./explored-tables.ts"
import { desk, faultsOf, type Look, ofColour, ofWidth, phone } from "./rules-of-accessibility.ts"
import { type SamplePortal, samplePortal } from "./sample-portal.ts"

describe("a table in a browser", { skip: chromiumMissing }, () => {
  let portal: SamplePortal
  let tables: ExploredTables
  let browser: Browser
  let base: string

  before(async () => {
    portal = await samplePortal()
    tables = await giveExploredTables(portal)
    base = await portal.app.listen({ host: "127.0.0.1", port: 0 })
    browser = await openBrowser()
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
    // Thirty values to choose from.
    path("?f=annee"),
    path("?view=api"),
    path("?famille__gte=3"),
    path("?q=zzzz"),
    `/embed/tables/${tables.table}`,
  ]

  // By all rules in Arabic in both widths, and in French in the dark; in English by all but those of colour.
  const onDesk = [...ofWidth, "valid-lang"]
  const languages: readonly { language: string; looks: readonly Look[] }[] = [
    { language: "ar", looks: [{ viewport: desk }, { viewport: phone }] },
    {
      language: "fr",
      looks: [
        { viewport: phone, dark: true },
        { viewport: desk, dark: true, rules: { only: [...ofColour, ...onDesk] } },
      ],
    },
    {
      language: "en",
      looks: [
        { viewport: phone, rules: { but: ofColour } },
        { viewport: desk, rules: { only: onDesk } },
      ],
    },
  ]
  for (const { language, looks } of languages) {
    it(`no view breaks a rule of accessibility or scrolls sideways, on a desk and on a phone (${language})`, async () => {
      const context = await browser.newContext()
      const page = await context.newPage()
      const faults: string[] = []
      for (const one of paths()) faults.push(...(await faultsOf(page, `${base}/${language}${one}`, looks)))
      await context.close()
      assert.deepEqual(faults, [])
    })
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
