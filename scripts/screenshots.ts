// Usage: ./fihrist demo, and beside it: node --import tsx scripts/screenshots.ts [URL]    (http://127.0.0.1:8080 unless given)
// Remakes docs/screenshots/*.png from a running demo, with Chromium (CHROMIUM, else /usr/bin/chromium).
import { statSync } from "node:fs"
import { join } from "node:path"
import { type Browser, chromium, type Page } from "playwright-core"
import { root } from "../src/config.ts"

interface Shot {
  readonly name: string
  readonly path: string
  readonly width: number
  readonly height: number
  readonly dark?: boolean
  /** The sample account that sees it. */
  readonly as?: string
}

const dataset = "inventaire-national-des-barrages"
const shots: readonly Shot[] = [
  { name: "home.ar", path: "/ar", width: 1280, height: 860 },
  { name: "home.fr.dark", path: "/fr", width: 1280, height: 860, dark: true },
  { name: "search.fr", path: "/fr/datasets?q=barrages", width: 1180, height: 640 },
  { name: "dataset.ar", path: `/ar/datasets/${dataset}`, width: 1280, height: 1000 },
  {
    name: "office.fr",
    path: "/fr/office/datasets/new",
    width: 1280,
    height: 1000,
    as: "ministere@demo.example",
  },
  { name: "dataset.en.mobile", path: `/en/datasets/${dataset}`, width: 390, height: 844 },
]
const largestBytes = 150_000

async function take(browser: Browser, portal: string, shot: Shot): Promise<void> {
  const { name, path, width, height, dark, as } = shot
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: dark ? "dark" : "light",
    deviceScaleFactor: width < 600 ? 1.5 : 1,
  })
  const page = await context.newPage()
  if (as) await signIn(page, { portal, email: as })
  const answer = await page.goto(new URL(path, portal).href, { waitUntil: "networkidle" })
  if (answer?.status() !== 200) throw new Error(`${path} answered ${answer?.status()}: is ${portal} a running demo?`)
  await page.evaluate(() => document.fonts.ready.then(() => undefined))
  const file = join(root, "docs/screenshots", `${name}.png`)
  await page.screenshot({ path: file, type: "png" })
  await context.close()
  const { size } = statSync(file)
  if (size > largestBytes) throw new Error(`${file} has ${size} bytes: the limit is ${largestBytes}`)
  console.log(`${name}.png ${Math.round(size / 1000)} kB`)
}

/** With the password that a demo shows where one signs in. */
async function signIn(page: Page, { portal, email }: { portal: string; email: string }): Promise<void> {
  await page.goto(new URL("/fr/sign-in", portal).href)
  const password = await page.locator("p > code").first().textContent()
  await page.locator("[name=email]").fill(email)
  await page.locator("[name=password]").fill(password ?? "")
  await Promise.all([page.waitForURL(/office|\/fr$/), page.locator("main form button[type=submit]").first().click()])
}

const portal = process.argv[2] ?? "http://127.0.0.1:8080"
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium"
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] })
try {
  for (const shot of shots) await take(browser, portal, shot)
} finally {
  await browser.close()
}
