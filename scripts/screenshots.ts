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
  /** Pages of the first dataset named there, one after the other. */
  readonly follow?: readonly ("review" | "edit")[]
}

const dataset = "inventaire-national-des-barrages"
const shots: readonly Shot[] = [
  { name: "home.ar", path: "/ar", width: 1280, height: 860 },
  { name: "home.fr.dark", path: "/fr", width: 1280, height: 860, dark: true },
  { name: "search.fr", path: "/fr/datasets?q=barrages", width: 1180, height: 640 },
  { name: "dataset.ar", path: `/ar/datasets/${dataset}`, width: 1280, height: 1000 },
  {
    name: "office.fr",
    path: "/fr/office/review",
    width: 1280,
    height: 820,
    as: "ministere@demo.example",
    follow: ["review", "edit"],
  },
  {
    name: "office-review.fr",
    path: "/fr/office/review",
    width: 1280,
    height: 900,
    as: "ministere@demo.example",
    follow: ["review"],
  },
  { name: "office-desk.ar", path: "/ar/office", width: 1280, height: 1000, as: "admin@demo.example" },
  { name: "dataset.en.mobile", path: `/en/datasets/${dataset}`, width: 390, height: 844 },
]
const largestBytes = 150_000

async function take(browser: Browser, portal: string, shot: Shot): Promise<void> {
  const { name, path, width, height, dark, as, follow = [] } = shot
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: dark ? "dark" : "light",
    deviceScaleFactor: width < 600 ? 1.5 : 1,
  })
  const page = await context.newPage()
  if (as) await signIn(page, { portal, email: as })
  const answer = await page.goto(new URL(path, portal).href, { waitUntil: "networkidle" })
  if (answer?.status() !== 200) throw new Error(`${path} answered ${answer?.status()}: is ${portal} a running demo?`)
  for (const step of follow) {
    const href = await page.locator(`main a[href$="/${step}"]`).first().getAttribute("href")
    await page.goto(new URL(href ?? "", portal).href, { waitUntil: "networkidle" })
  }
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

/** Something for the office to show, unless it waits there from the last time. */
async function submitSample(browser: Browser, portal: string): Promise<void> {
  const page = await browser.newPage()
  await signIn(page, { portal, email: "onagri@demo.example" })
  await page.goto(new URL("/fr/office/datasets?state=in-review", portal).href)
  if ((await page.locator("main tbody tr").count()) === 0) {
    await page.goto(new URL("/fr/office/datasets/new", portal).href)
    await page.fill("#f-title-fr", "Prix de gros du marché de Bizerte, octobre 2026")
    await page.fill("#f-title-ar", "أسعار الجملة، سوق بنزرت، أكتوبر 2026")
    await page.fill("#f-description-fr", "Prix relevés chaque matin sur le carreau, par produit et par variété.")
    await page.check('input[name=theme][value="agriculture"]')
    await page.check("input[name=licence] >> nth=0")
    await page.selectOption("#f-frequency", "MONTHLY")
    await page.locator("#f-upload").setInputFiles({
      name: "prix-bizerte.csv",
      mimeType: "text/csv",
      buffer: Buffer.from(
        "date,produit,gouvernorat,prix\n2026-10-01,Tomates,Bizerte,1.45\n2026-10-02,Tomates,Bizerte,1.5\n",
      ),
    })
    await page.locator("li.own-file").waitFor()
    await page.locator('button[name=act][value="submit"]').click()
    await page.waitForURL(/done=submitted/)
  }
  await page.context().close()
}

const portal = process.argv[2] ?? "http://127.0.0.1:8080"
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium"
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] })
try {
  await submitSample(browser, portal)
  for (const shot of shots) await take(browser, portal, shot)
} finally {
  await browser.close()
}
