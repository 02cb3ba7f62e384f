import assert from "node:assert/strict"
import { after, before, describe, it } from "node:test"
import type { Browser, BrowserContext, Page } from "playwright-core"
import { chromiumMissing, openBrowser } from "../journeys/support/browser.ts"
import { complaintsOf } from "./complaints.ts"
import { desk, faultsHere, faultsOf, type Look, ofColour, ofWidth, phone } from "./rules-of-accessibility.ts"
import { type SamplePortal, samplePortal } from "./sample-portal.ts"

describe("in a browser", { skip: chromiumMissing }, () => {
  let portal: SamplePortal
  let browser: Browser
  let base: string

  before(async () => {
    portal = await samplePortal()
    base = await portal.app.listen({ host: "127.0.0.1", port: 0 })
    browser = await openBrowser()
  })
  after(async () => {
    await browser?.close()
    await portal?.close()
  })

  /** One page of each kind, then more of the kinds that sources fill. */
  async function pathsToRead(): Promise<{ readonly kinds: readonly string[]; readonly all: readonly string[] }> {
    const [dataset = "", withdrawn = "", ...more] = await Promise.all(
      ["allocations-2023", "olives-7", "huile", "prix-bizerte", "long", "unknown-language"].map(portal.slugOf),
    )
    const kinds = [
      "",
      "/datasets?q=زيت&theme=agriculture",
      "/datasets?q=aucunmotpareil+prix",
      `/datasets/${dataset}`,
      `/datasets/${withdrawn}`,
      await previewPath(dataset),
      "/series/recolte-d-olives-par-gouvernorat",
      "/services/api-des-prix-agricoles",
      "/organizations",
      "/organizations/agriculture",
      "/themes/agriculture",
      "/licences/lndpo-tn",
      "/about",
      "/developers",
    ]
    const others = [
      "/datasets",
      ...more.map((slug) => `/datasets/${slug}`),
      "/services/wms-v2",
      "/services/api-retiree",
      "/themes",
      "/licences",
      "/portals",
      "/nowhere",
    ]
    return { kinds, all: [...kinds, ...others] }
  }

  async function previewPath(slug: string): Promise<string> {
    const { body } = await portal.app.inject(`/ar/datasets/${slug}`)
    return /href="\/ar(\/datasets\/[^"]+\/preview\/[0-9a-f-]+)"/.exec(body)?.[1] ?? ""
  }

  // Every page is looked at by all rules in Arabic, on a desk and on a phone, and by all but those of colour in the others.
  // One of each kind by those of colour too: in the dark from right to left, in both lights from left to right.
  const inTheDark = { dark: true, rules: { only: [...ofColour, ...ofWidth, "valid-lang"] } }
  const light = { rules: { but: ofColour } }
  const narrowThenWide: readonly Look[] = [
    { viewport: phone, ...light },
    { viewport: desk, rules: { only: [...ofWidth, "valid-lang"] } },
  ]
  const languages: readonly { language: string; looks: readonly Look[]; ofKinds?: Look }[] = [
    { language: "ar", looks: [{ viewport: desk }, { viewport: phone }], ofKinds: { viewport: desk, ...inTheDark } },
    { language: "fr", looks: narrowThenWide, ofKinds: { viewport: phone, ...inTheDark } },
    { language: "en", looks: narrowThenWide, ofKinds: { viewport: desk, rules: { only: ofColour } } },
  ]

  describe("every page", { concurrency: 2 }, () => {
    for (const { language, looks, ofKinds } of languages) {
      it(`no page breaks a rule of accessibility or of the content security policy, scrolls sideways or asks elsewhere, on a desk and on a phone (${language})`, async () => {
        const context = await browser.newContext()
        const page = await context.newPage()
        const complaints = complaintsOf(page, base)
        const faults: string[] = []
        const { all, kinds } = await pathsToRead()
        for (const path of all) {
          const more = ofKinds && kinds.includes(path) ? [ofKinds] : []
          faults.push(...(await faultsOf(page, `${base}/${language}${path}`, [...looks, ...more])))
        }
        await context.close()
        assert.deepEqual({ faults, complaints }, { faults: [], complaints: [] })
      })
    }
  })

  it("every page is whole without scripts", async () => {
    const context = await browser.newContext({ viewport: desk, javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto(`${base}/fr/datasets`)
    await page.fill("#q", "prix")
    await page.press("#q", "Enter")
    assert.match(page.url(), /\/fr\/datasets\?q=prix$/)
    await page.check('input[name="format"][value="API"]')
    await page.click("text=Appliquer")
    assert.match(page.url(), /q=prix&format=API/)
    assert.equal(await page.locator("article.hit").count(), 1)
    await page.click("article.hit h2 a")
    assert.match((await page.textContent("h1")) ?? "", /Prix des produits agricoles/)
    await context.close()
  })

  it("a search can be made by keyboard alone, and the skip link comes first", async () => {
    const { context, page } = await open("/ar")
    await page.keyboard.press("Tab")
    assert.equal(await focused(page), "إلى المحتوى مباشرة")
    await page.keyboard.press("Enter")
    assert.equal(await page.evaluate(() => document.activeElement?.id), "main")
    await page.keyboard.press("Tab")
    assert.equal(await page.evaluate(() => document.activeElement?.id), "q")
    await page.keyboard.type("زيتون")
    await page.keyboard.press("Escape")
    await page.keyboard.press("Enter")
    await page.waitForURL(/\/ar\/datasets\?q=/)
    assert.ok((await page.locator("article.hit").count()) > 0)
    await context.close()
  })

  it("suggestions follow the combobox pattern: arrows choose, Enter opens, Escape closes", async () => {
    const { context, page } = await open("/ar")
    const box = page.getByRole("combobox")
    await box.pressSequentially("زيت")
    await page.locator(".sugg [role=option]").first().waitFor()
    assert.equal(await box.getAttribute("aria-expanded"), "true")
    await box.press("ArrowDown")
    const chosen = page.locator('.sugg [aria-selected="true"]')
    assert.equal(await box.getAttribute("aria-activedescendant"), await chosen.getAttribute("id"))
    assert.deepEqual(await faultsHere(page), [])
    await box.press("Escape")
    assert.equal(await box.getAttribute("aria-expanded"), "false")
    await box.press("Backspace")
    await page.locator(".sugg [role=option]").first().waitFor()
    await box.press("ArrowDown")
    await box.press("Enter")
    await page.waitForURL(/\/ar\/(?:datasets|themes|organizations)/)
    await context.close()
  })

  it("the filters open as a panel on a phone and lead back to the results", async () => {
    const { context, page } = await open("/fr/datasets", phone)
    assert.equal(await page.locator("#filters").isVisible(), false)
    await page.click(".filter-btn")
    assert.equal(await page.locator("#filters").isVisible(), true)
    await page.click("#filters .close")
    assert.equal(await page.locator("#filters").isVisible(), false)
    await context.close()
  })

  async function open(path: string, viewport = desk): Promise<{ context: BrowserContext; page: Page }> {
    const context = await browser.newContext({ viewport })
    const page = await context.newPage()
    await page.goto(base + path)
    return { context, page }
  }
})

function focused(page: Page): Promise<string | undefined> {
  return page.evaluate(() => document.activeElement?.textContent?.trim())
}
