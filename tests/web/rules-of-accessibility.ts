/** Looks at pages with axe. Loading a page and axe into it costs as much as looking: a page is looked at in all its widths. */
import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import type { Page } from "playwright-core"

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8")

export const phone = { width: 360, height: 780 }
export const desk = { width: 1280, height: 900 }

/** All rules, where nothing is said. */
export interface Rules {
  readonly only?: readonly string[]
  readonly but?: readonly string[]
}

/** Most of what axe costs; what a language writes changes nothing of it, but its direction may. */
export const ofColour = ["color-contrast", "link-in-text-block"]
/** What another width can break; names, roles and structure stay as they were, but for what was hidden. */
export const ofWidth = ["target-size", "scrollable-region-focusable"]

interface AxeAnswer {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[]
}

export async function faultsHere(page: Page, { only, but = [] }: Rules = {}): Promise<string[]> {
  await giveAxe(page)
  return page.evaluate(
    async (options) => {
      const { axe } = window as unknown as { axe: { run(options: object): Promise<AxeAnswer> } }
      const { violations } = await axe.run(options)
      return violations.flatMap(({ id, nodes }) => nodes.slice(0, 2).map(({ html }) => `${id}: ${html.slice(0, 200)}`))
    },
    {
      resultTypes: ["violations"],
      preload: false,
      reporter: "no-passes",
      ...(only ? { runOnly: [...only] } : {}),
      rules: Object.fromEntries(but.map((id) => [id, { enabled: false }])),
    },
  )
}

/** Evaluated by the tool, not by the page: our policy allows no script of others. The browser keeps what it compiled. */
async function giveAxe(page: Page): Promise<void> {
  if (await page.evaluate(() => "axe" in window)) return
  const tool = await page.context().newCDPSession(page)
  const { exceptionDetails } = await tool.send("Runtime.evaluate", { expression: `${axeSource};0` })
  await tool.detach()
  if (exceptionDetails) throw new Error(`axe does not start: ${exceptionDetails.text}`)
}

/** How far the page scrolls sideways, and the innermost element that sticks out. */
export function scrolls(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth, dir } = document.documentElement
    if (scrollWidth <= clientWidth) return []
    // No function gets a name here: it is evaluated without the helpers of its module.
    const culprit = [...document.querySelectorAll("main *:not(.tw *)")].findLast((one) => {
      const { left, right } = one.getBoundingClientRect()
      return dir === "rtl" ? left < -1 : right > clientWidth + 1
    })
    return [`scrolls sideways by ${scrollWidth - clientWidth} px: ${culprit?.outerHTML.slice(0, 200)}`]
  })
}

/** One way to look at a page that is open. */
export interface Look {
  readonly viewport: typeof phone
  readonly dark?: boolean
  readonly rules?: Rules
}

/** What is wrong with a page in each of these ways, one after another without loading it again. */
export async function faultsOf(page: Page, url: string, looks: readonly Look[]): Promise<string[]> {
  const faults: string[] = []
  for (const [at, { viewport, dark = false, rules }] of looks.entries()) {
    // Without motion, or colours would be looked at while they change.
    await page.emulateMedia({ colorScheme: dark ? "dark" : "light", reducedMotion: "reduce" })
    await page.setViewportSize(viewport)
    if (at === 0) await page.goto(url, { waitUntil: "load" })
    const here = [...(await scrolls(page)), ...(await faultsHere(page, rules))]
    const how = `${viewport.width} px wide${dark ? " in the dark" : ""}`
    faults.push(...here.map((fault) => `${url}, ${how}: ${fault}`))
  }
  return faults
}
