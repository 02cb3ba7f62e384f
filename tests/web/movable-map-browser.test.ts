import assert from "node:assert/strict"
import { existsSync, readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { after, before, describe, it } from "node:test"
import { type Browser, chromium } from "playwright-core"
import { giveTable } from "../api/support/tables.ts"
import { firstFile } from "./explored-tables.ts"
import { type SamplePortal, samplePortal } from "./sample-portal.ts"

const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium"
const missing = existsSync(executablePath) ? false : `Chromium is absent (${executablePath}); set CHROMIUM`
const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8")

describe("a map that is moved", { skip: missing }, () => {
  let portal: SamplePortal
  let browser: Browser
  let points: string
  let towns: string

  before(async () => {
    portal = await samplePortal()
    const address = async (name: string, table: Pick<Parameters<typeof giveTable>[1], "query" | "columns">) => {
      const id = await portal.idOf(name)
      const slug = await portal.slugOf(name)
      const distributionId = await firstFile(portal, id)
      await giveTable(portal, { distributionId, ...table })
      return `/datasets/${slug}/explore/${distributionId}?view=map`
    }
    points = await address("allocations-2023", {
      query: "select '<b onclick=x()>مدرسة</b>' as nom, 33.9 as lat, 9.55 as lon union all select 'autre', 36.8, 10.1",
      columns: [
        { name: "nom", header: "الاسم", type: "text" },
        { name: "lat", header: "lat", type: "decimal", meaning: "latitude" },
        { name: "lon", header: "lon", type: "decimal", meaning: "longitude" },
      ],
    })
    towns = await address("huile", {
      query:
        "select 'قرطاج' as commune, 'tn-mun:11-carthage' as commune__place, 12 as n union all select 'باردو', 'tn-mun:11-le-bardo', 30",
      columns: [
        {
          ...{ name: "commune", header: "البلدية", type: "text", meaning: "place" },
          places: { codeList: "tn-mun", level: "municipality", placeColumn: "commune__place" },
        },
        { name: "n", header: "العدد", type: "integer" },
      ],
    })
    const base = await portal.app.listen({ host: "127.0.0.1", port: 0 })
    points = `${base}/ar${points}`
    towns = `${base}/fr${towns}`
    browser = await chromium.launch({
      executablePath,
      args: ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"],
    })
  })
  after(async () => {
    await browser?.close()
    await portal?.close()
  })

  it("is fetched when it is asked for, reads by keyboard what is in its middle, and takes data for text", async () => {
    const page = await browser.newPage()
    const [fetched, complaints]: [string[], string[]] = [[], []]
    page.on("request", (request) => fetched.push(request.url()))
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()))
    await page.goto(points)
    assert.ok(!fetched.some((url) => /movable-map|map-worker|geojson/.test(url)), fetched.join("\n"))
    await page.click("button[data-map]")
    const canvas = page.locator(".movable-map canvas")
    await canvas.waitFor({ timeout: 30_000 })
    await page.locator("[data-map-offer]").waitFor({ state: "hidden", timeout: 30_000 })
    assert.deepEqual(
      fetched.filter((url) => !url.startsWith(new URL(points).origin) && !url.startsWith("blob:")),
      [],
    )
    await canvas.focus()
    await page.keyboard.press("Enter")
    const popup = page.locator(".maplibregl-popup-content")
    await popup.waitFor({ timeout: 5000 })
    assert.match((await popup.textContent()) ?? "", /<b onclick=x\(\)>مدرسة<\/b>/)
    assert.equal(await popup.locator("b").count(), 0)
    await page.keyboard.press("Escape")
    await popup.waitFor({ state: "detached" })
    await page.evaluate(axeSource)
    const faults = await page.evaluate(async () => {
      const { axe } = window as unknown as {
        axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
      }
      return (await axe.run()).violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html.slice(0, 200)}`)
    })
    assert.deepEqual(faults, [])
    assert.deepEqual(complaints, [])
    await page.close()
  })

  it("is a still one without scripts, municipality by municipality, with its figures beside", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto(towns)
    assert.equal(await page.locator("svg.choro path").count(), 350)
    assert.match((await page.locator("path[data-place='tn-mun:11-le-bardo'] title").textContent()) ?? "", /Bardo: 30/)
    assert.ok(!(await page.locator("button[data-map]").isVisible()))
    assert.match((await page.locator(".figure-data").textContent()) ?? "", /Carthage/)
    await context.close()
  })
})
