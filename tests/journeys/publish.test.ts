import assert from "node:assert/strict"
import { mkdirSync, writeFileSync } from "node:fs"
import { availableParallelism, loadavg } from "node:os"
import { join } from "node:path"
import { after, before, describe, it } from "node:test"
import type { Browser } from "playwright-core"
import { directionOf, type Language } from "../../src/texts/index.ts"
import { aPassword } from "../support/accounts.ts"
import { type Portal as Site, startPortal as startSite } from "../support/portal-server.ts"
import { chromiumMissing, openBrowser, openSeat, type Seat } from "./support/browser.ts"
import { type Hands, keyboard, mouse } from "./support/hands.ts"
import { actsIn, idOfDataset, searchedAfter, searchPage } from "./support/journey.ts"
import { type LivePortal, openLivePortal } from "./support/live-portal.ts"
import { linkIn, mailTo } from "./support/mails.ts"
import { aBody, aPerson, type Person } from "./support/people.ts"

// With the mark and the line ends of the spreadsheets that municipalities have: the bytes must come back as they went.
const table = "\ufeffالمعتمدية,السنة,عدد التلاميذ\r\nسيدي علوان,2024,1320\r\nملولش,2024,845\r\nالشابة,2024,2010\r\n"
const remoteTable = "delegation;annee;ecoles\nChebba;2024;7\nMelloulèche;2024;4\n"

interface Variant extends Seat {
  readonly name: string
  readonly language: Language
  readonly hands: Hands
  /** Who is invited, and who stands above: an administrator, or the coordinator of the body above. */
  readonly role: "coordinator" | "contributor"
  readonly rule: "administrators" | "coordinators"
  readonly texts: {
    readonly person: string
    readonly title: string
    readonly description: string
    readonly better: string
    readonly askFor: string
    readonly answer: string
    readonly place: string
    readonly corrected: string
    readonly note: string
  }
}

const inFrench = {
  person: "Sonia Jlassi",
  description: "Nombre d’élèves par délégation, relevé dans chaque école à la rentrée.",
  better: "Nombre d’élèves par délégation, relevé dans chaque école à la rentrée par la direction régionale.",
  askFor: "Dites aussi qui a compté.",
  answer: "C’est ajouté, merci.",
  place: "Mahdia",
  note: "Les chiffres de Chebba étaient ceux de 2022.",
}

const variants: readonly Variant[] = [
  {
    name: "in Arabic, with scripts, invited by an administrator",
    language: "ar",
    hands: mouse,
    role: "coordinator",
    rule: "administrators",
    texts: {
      person: "آمال بن صالح",
      title: "تلاميذ المدارس الابتدائية ببلدية الشابة",
      description: "عدد التلاميذ حسب المعتمدية، أحصي في كل مدرسة عند بداية السنة.",
      better: "عدد التلاميذ حسب المعتمدية، أحصته المندوبية الجهوية في كل مدرسة عند بداية السنة.",
      askFor: "اذكر أيضا من أحصى التلاميذ.",
      answer: "أضفت ذلك، شكرا.",
      place: "المهدية",
      corrected: "تلاميذ المدارس الابتدائية العمومية ببلدية الشابة",
      note: "أرقام الشابة كانت أرقام سنة 2022.",
    },
  },
  {
    name: "in French, without scripts, invited from the body above",
    language: "fr",
    scripts: false,
    hands: mouse,
    role: "contributor",
    rule: "coordinators",
    texts: {
      ...inFrench,
      title: "Élèves des écoles primaires de Melloulèche",
      corrected: "Élèves des écoles primaires publiques de Melloulèche",
    },
  },
  {
    name: "in French, by keyboard alone",
    language: "fr",
    hands: keyboard,
    role: "coordinator",
    rule: "administrators",
    texts: {
      ...inFrench,
      title: "Élèves des écoles primaires de Sidi Alouane",
      corrected: "Élèves des écoles primaires publiques de Sidi Alouane",
    },
  },
]

describe("a dataset's life in the hands of its people", { skip: chromiumMissing }, () => {
  let portal: LivePortal
  let browser: Browser
  let site: Site
  before(async () => {
    ;[portal, browser, site] = await Promise.all([
      openLivePortal(),
      openBrowser(),
      startSite({ "/ecoles.csv": { type: "text/csv", body: remoteTable } }),
    ])
    for (const [at, { rule }] of variants.entries()) {
      const names = { ar: `بلدية التجربة ${at}`, fr: `Commune d’essai ${at}` }
      await aBody(portal, { slug: bodyOf(at), ...names, parent: "ministere-interieur", rule })
    }
    mkdirSync(join(portal.dataDir, "hers"))
    writeFileSync(join(portal.dataDir, "hers", "التلاميذ 2024.csv"), table)
  })
  after(async () => {
    await browser?.close()
    await portal?.close()
    await site?.close()
  })

  for (const [at, variant] of variants.entries()) {
    describe(variant.name, () => life(variant, { at, portal: () => portal, browser: () => browser, site: () => site }))
  }
})

function bodyOf(at: number): string {
  return `commune-essai-${at}`
}

interface World {
  readonly at: number
  readonly portal: () => LivePortal
  readonly browser: () => Browser
  readonly site: () => Site
}

function life(variant: Variant, { at, ...world }: World): void {
  const { language, hands, role, rule, texts, scripts = true } = variant
  const body = bodyOf(at)
  const email = `coordinatrice.${at}@baladiya.tn`
  let portal: LivePortal
  let acts: ReturnType<typeof actsIn>
  let above: Person
  let her: Person
  let id: string
  let slug: string
  const search = () => acts.address(`/datasets?q=${encodeURIComponent(texts.corrected.split(" ").slice(-2).join(" "))}`)
  const isFound = (page: string) => page.includes(`/datasets/${slug}"`)

  before(async () => {
    portal = world.portal()
    const manner = { portal: portal.url, language, hands, scripts, name: `${at}-${language}` }
    acts = actsIn(manner)
    const aboveHer =
      rule === "administrators"
        ? { administrator: true }
        : { at: { body: "ministere-interieur", role: "coordinator" } as const }
    const seat = { scripts, language, email: `superieure.${at}@interieur.tn`, name: "Mona Trabelsi" }
    above = await aPerson(portal, world.browser(), { ...seat, ...aboveHer })
    her = { name: texts.person, email, page: await openSeat(world.browser(), { scripts }) }
  })

  let broken = false
  /** One step of the journey; those after one that failed cannot be made. */
  const step = (title: string, make: () => Promise<void>) =>
    it(title, async (test) => {
      if (broken) return test.skip("an earlier step failed")
      broken = true
      await make()
      broken = false
    })

  step("begins with an invitation by mail, which opens an account and a desk", async () => {
    await acts.invites(above.page, { email, body, role })
    const mail = await mailTo(portal.mailFolder, { to: email, saying: "/invitation" })
    await acts.accepts(her.page, { link: linkIn(mail), name: texts.person, password: aPassword })
    assert.equal(await her.page.getAttribute("html", "dir"), directionOf(language))
  })

  step("goes on with a draft of two files, which saves itself or is saved", async () => {
    const { page } = her
    await acts.beginsDataset(page)
    await acts.givesFile(page, join(portal.dataDir, "hers", "التلاميذ 2024.csv"))
    await acts.addsLink(page, `${world.site().url}ecoles.csv`)
    id = idOfDataset(page)
    await acts.describes(page, { [`title.${language}`]: texts.title, [`description.${language}`]: texts.description })
    await acts.saved(page)
    await page.reload()
    assert.equal(await acts.field(page, `title.${language}`).inputValue(), texts.title)
    assert.equal(await page.locator("li.own-file").count(), 2)
    await acts.classifies(page, { theme: "education", place: texts.place })
    await acts.licenses(page, { licence: "lndpo-tn", frequency: "ANNUAL" })
    await acts.submits(page, texts.answer)
  })

  step("is told to whom it concerns, sent back with a word, answered, and published side by side", async () => {
    await mailTo(portal.mailFolder, { to: above.email, saying: texts.title })
    await acts.opensReview(above.page, texts.title)
    await acts.says(above.page, texts.description)
    await acts.asksForChanges(above.page, texts.askFor)

    const mail = await mailTo(portal.mailFolder, { to: email, saying: texts.askFor })
    await her.page.goto(linkIn(mail))
    await acts.says(her.page, texts.askFor)
    await acts.show(her.page, "asked")
    await her.page.goto(acts.address(`/office/datasets/${id}/edit`))
    await acts.describes(her.page, { [`description.${language}`]: texts.better })
    await acts.submits(her.page, texts.answer)

    await acts.opensReview(above.page, texts.title)
    await acts.says(above.page, texts.better)
    await acts.says(above.page, texts.answer)
  })

  step("is in the search within a second of its publication, counted in the facets", async () => {
    assert.ok(!(await searchPage(search())).includes(texts.title))
    const at = await acts.approves(above.page)
    slug = await slugOf(portal, id)
    const after = await searchedAfter(search(), at, isFound)
    assert.ok(after < aSecond(), `found ${after} ms after its publication`)
    const [, counted] =
      /value="commune-essai-\d"[^>]*>[\s\S]*?<span class="num[^"]*">\s*(\d+)/.exec(await searchPage(search())) ?? []
    assert.equal(counted, "1")
  })

  step("gives its own file back byte for byte, and says where the other one lies", async () => {
    const { page } = her
    await page.goto(acts.address(`/datasets/${slug}`))
    await acts.show(page, "public")
    const links = await page
      .locator(".file .act a")
      .evaluateAll((all) => all.map((one) => (one as HTMLAnchorElement).href))
    assert.ok(links.includes(`${world.site().url}ecoles.csv`), links.join(" "))
    const own = links.find((link) => link.startsWith(`${portal.url}/files/`))
    const answer = await fetch(own ?? "")
    assert.equal(answer.status, 200)
    assert.match(answer.headers.get("content-disposition") ?? "", /attachment/)
    assert.equal(Buffer.from(await answer.arrayBuffer()).toString("utf8"), table)
  })

  step("is corrected; the difference is told to who decides, and stays in the history", async () => {
    const { page } = her
    await page.goto(acts.address(`/office/datasets/${id}/edit`))
    await acts.describes(page, { [`title.${language}`]: texts.corrected })
    await acts.submits(page, "")
    assert.ok(!(await searchPage(search())).includes(texts.corrected), "the public sees nothing of it yet")
    await acts.opensReview(above.page, texts.corrected)
    await acts.marks(above.page, texts)
    const at = await acts.approves(above.page)
    const after = await searchedAfter(search(), at, (found) => found.includes(texts.corrected))
    assert.ok(after < aSecond(), `corrected in the search after ${after} ms`)
    await page.goto(acts.address(`/office/datasets/${id}/history`))
    await acts.marks(page, texts)
    await acts.show(page, "history")
  })

  step("is withdrawn with a reason: its page answers 410 and says why, and the search forgets it", async () => {
    await acts.withdraws(above.page, { id, reason: "error", note: texts.note })
    const after = await searchedAfter(search(), Date.now(), (found) => !isFound(found))
    assert.ok(after < aSecond(), `still found ${after} ms after its withdrawal`)
    const { page } = her
    const answer = await page.goto(acts.address(`/datasets/${slug}`))
    assert.equal(answer?.status(), 410)
    await acts.says(page, texts.note)
    await acts.says(page, acts.words.dataset.withdrawalReasons.error)
    await acts.show(page, "withdrawn")
  })
}

/** A second of an idle machine; longer by as much as this one has to do. */
function aSecond(): number {
  return 1000 * Math.max(1, (loadavg()[0] ?? 0) / availableParallelism())
}

async function slugOf(portal: LivePortal, id: string): Promise<string> {
  const answer = await fetch(`${portal.url}/api/v1/datasets/${id}`)
  assert.equal(answer.status, 200)
  return ((await answer.json()) as { slug: string }).slug
}
