import assert from "node:assert/strict"
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { after, before, describe, it } from "node:test"
import { sql } from "kysely"
import type { Browser, Page } from "playwright-core"
import { eventually } from "../support/folder.ts"
import { chromiumMissing, openBrowser, openPage } from "./support/browser.ts"
import { mouse } from "./support/hands.ts"
import { type Acts, actsIn, idOfDataset } from "./support/journey.ts"
import { type LivePortal, openLivePortal } from "./support/live-portal.ts"
import { aBody, aPerson, type Person } from "./support/people.ts"

const people = [
  "الاسم واللقب,رقم بطاقة التعريف,المنحة",
  ...["محمد بن علي,07654321", "فاطمة الزهراء التريكي,08123456", "سالم الجلاصي,05987612", "آمنة بن يوسف,09345678"].map(
    (line, at) => `${line},${(at + 1) * 120}`,
  ),
].join("\n")

describe("when things go wrong in the office", { skip: chromiumMissing }, () => {
  let portal: LivePortal
  let browser: Browser
  let acts: Acts
  let amal: Person
  let sami: Person
  let scheduled = ""

  before(async () => {
    ;[portal, browser] = await Promise.all([openLivePortal(), openBrowser()])
    const body = { slug: "commune-essai", ar: "بلدية التجربة", fr: "Commune d’essai" }
    await aBody(portal, { ...body, parent: "ministere-interieur", rule: "coordinators" })
    acts = actsIn({ portal: portal.url, language: "ar", hands: mouse, scripts: true, name: "troubles" })
    const at = { body: body.slug, role: "coordinator" } as const
    amal = await aPerson(portal, browser, { name: "آمال بن صالح", email: "amal@commune.tn", language: "ar", at })
    sami = await aPerson(portal, browser, { name: "سامي الطرابلسي", email: "sami@commune.tn", language: "ar", at })
  })
  after(async () => {
    await browser?.close()
    await portal?.close()
  })

  /** A draft that can be published, open in its form. */
  async function draftOf({ page }: Person, title: string): Promise<string> {
    await page.goto(acts.address("/office/datasets/new"))
    await acts.describes(page, { "title.ar": title, "description.ar": "جداول المنح حسب المعتمدية." })
    await acts.licenses(page, { licence: "lndpo-tn", frequency: "ANNUAL" })
    await acts.saved(page)
    await page.waitForURL(/\/datasets\/[0-9a-f-]{36}\/edit/)
    return idOfDataset(page)
  }

  const titleOf = (page: Page) => acts.field(page, "title.ar").inputValue()
  const descriptionOf = (page: Page) => acts.field(page, "description.ar").inputValue()

  it("a moment is set for a publication, and the draft says so", async () => {
    const { page } = sami
    scheduled = await draftOf(sami, "رزنامة الأسواق الأسبوعية")
    await page.locator("summary", { hasText: acts.words.form.schedule }).click()
    await acts.field(page, "publishAt").fill("2030-01-01T08:00")
    await acts.button(page, acts.words.form.schedule).click()
    await acts.says(page, acts.words.shell.done.scheduled)
    await acts.show(page, "scheduled")
    // The moment comes early for a test that does not wait for years; the portal looks every minute, and the last test then.
    await sql`update draft set publish_at = now() where dataset_id = ${scheduled}`.execute(portal.db)
  })

  it("what two write at once in different fields is joined; of the same field the second chooses, and loses nothing", async () => {
    const id = await draftOf(amal, "منح بلدية الشابة")
    const form = acts.address(`/office/datasets/${id}/edit`)
    await amal.page.goto(form)
    await sami.page.goto(form)

    await acts.describes(sami.page, { "title.ar": "منح اجتماعية ببلدية الشابة" })
    await acts.saved(sami.page)
    await acts.describes(amal.page, { "title.ar": "منح ثقافية ببلدية الشابة", "description.ar": "أعدّتها آمال." })
    await acts.says(amal.page, acts.words.form.island.conflict)
    await acts.button(amal.page, acts.words.form.save).last().click()
    await acts.says(amal.page, acts.words.review.mergeTitle)
    await acts.says(amal.page, sami.name)
    await acts.show(amal.page, "merge")
    const choices = amal.page.locator(".merge fieldset")
    assert.equal(await choices.count(), 1, "only the title is asked about")
    await choices.getByText("منح اجتماعية ببلدية الشابة").first().waitFor()
    // A third text is typed, and its round button forgotten.
    await choices.locator("textarea").fill("منح اجتماعية وثقافية ببلدية الشابة")
    await acts.button(amal.page, acts.words.review.mergeSave).click()

    await amal.page.goto(form)
    assert.equal(await titleOf(amal.page), "منح اجتماعية وثقافية ببلدية الشابة")
    assert.equal(await descriptionOf(amal.page), "أعدّتها آمال.")
  })

  it("a web process killed under an open form loses nothing: what is typed meanwhile is saved once it is back", async () => {
    const { page } = amal
    const id = await draftOf(amal, "جرد الطرقات البلدية")
    portal.killWeb()
    await acts.describes(page, { "description.ar": "كتبته والخادم متوقف." })
    await acts.says(page, acts.words.form.island.offline)
    await acts.show(page, "offline")
    await page.locator("[data-saved]").getByText(acts.words.form.island.saved).waitFor({ timeout: 30_000 })
    const other = await openPage(page.context())
    await other.goto(acts.address(`/office/datasets/${id}/edit`))
    assert.equal(await descriptionOf(other), "كتبته والخادم متوقف.")
    assert.match(portal.said.join("\n"), /web ended \(signal SIGKILL\)/)
    await other.close()
  })

  it("an upload broken off by a reload goes on from where it was when the file is chosen again", async () => {
    const { page } = amal
    await draftOf(amal, "صور جوية")
    const file = join(portal.dataDir, "large.csv")
    writeFileSync(file, `a,b\n${"123456789,123456\n".repeat(1_200_000)}`)
    const offsets: number[] = []
    page.on("request", (request) => {
      if (request.method() === "PATCH") offsets.push(Number(request.headers()["upload-offset"]))
    })
    // The first piece arrives, the second one never does.
    await page.route("**/api/v1/uploads/*", async (route) => {
      const offset = Number(route.request().headers()["upload-offset"] ?? 0)
      return route.request().method() === "PATCH" && offset > 0 ? route.abort() : route.continue()
    })
    await acts.field(page, "upload").setInputFiles(file)
    await acts.says(page, acts.words.form.island.retrying)
    await acts.show(page, "upload")
    await page.reload()
    await page.unroute("**/api/v1/uploads/*")
    const before = offsets.length
    await acts.field(page, "upload").setInputFiles(file)
    await page.locator("li.own-file").waitFor()
    assert.ok((offsets[before] ?? 0) > 0, `went on at ${offsets.slice(before).join(", ")}`)
    await acts.saved(page)
    await page.reload()
    assert.match((await page.textContent("li.own-file")) ?? "", /large\.csv/)
  })

  it("signs of personal data must be answered before publication, by whoever may say what they are", async () => {
    const { page } = amal
    await draftOf(amal, "المنتفعون بالمنح")
    const file = join(portal.dataDir, "beneficiaries.csv")
    writeFileSync(file, people)
    await acts.field(page, "upload").setInputFiles(file)
    // The worker looks into the file, and the open form says so by itself.
    await acts.says(page, acts.words.form.personalTitle)
    await acts.says(page, "رقم بطاقة التعريف")
    await acts.show(page, "personal")
    await acts.field(page, "comment").fill("جاهزة للنشر.")
    await acts.button(page, acts.words.form.publish).click()
    await acts.says(page, acts.words.review.refusals["personal-data-unanswered"] ?? "")
    assert.equal(await acts.field(page, "comment").inputValue(), "جاهزة للنشر.", "the word is not lost")
    await acts.show(page, "personal-refused")

    await page.getByLabel(acts.words.form.personalLawful).check()
    await acts.button(page, acts.words.form.personalAnswer).click()
    await acts.says(page, acts.words.form.personalNoteMissing)
    await page.getByLabel(acts.words.form.personalLawful).check()
    await page.getByLabel(acts.words.form.personalNote).fill("القانون عدد 5، الفصل 3")
    await acts.button(page, acts.words.form.personalAnswer).click()
    await eventually(async () => (await page.locator(".personal").count()) === 0, "the warning is answered")
    await acts.button(page, acts.words.form.publish).click()
    await acts.says(page, acts.words.shell.done.published)
  })

  it("what was set for a moment is published then, by itself", async () => {
    const isPublic = async () => (await fetch(`${portal.url}/api/v1/datasets/${scheduled}`)).status === 200
    await eventually(isPublic, "published by itself", 75_000)
  })
})
