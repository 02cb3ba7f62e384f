import assert from "node:assert/strict"
import { setTimeout as sleep } from "node:timers/promises"
import type { Locator, Page } from "playwright-core"
import {
  accountMessages,
  datasetFormMessages,
  datasetMessages,
  deskMessages,
  historyMessages,
  type Language,
  officeDatasetMessages,
  officeShellMessages,
  reviewMessages,
  teamMessages,
} from "../../../src/texts/index.ts"
import { lookAt } from "./browser.ts"
import type { Hands } from "./hands.ts"

/** The words of the pages, as a person reads them. */
export function wordsIn(language: Language) {
  return {
    account: accountMessages[language],
    dataset: datasetMessages[language],
    desk: deskMessages[language],
    datasets: officeDatasetMessages[language],
    form: datasetFormMessages[language],
    history: historyMessages[language],
    review: reviewMessages[language],
    shell: officeShellMessages[language],
    team: teamMessages[language],
  }
}

/** How everybody of one journey reads and works. */
export interface Manner {
  readonly portal: string
  readonly language: Language
  readonly hands: Hands
  readonly scripts: boolean
  /** Of the pictures that are kept of it. */
  readonly name: string
}

/** The acts of people in the office, named as they would name them. */
export function actsIn(manner: Manner) {
  const { portal, language, hands, scripts } = manner
  const words = wordsIn(language)
  const address = (path: string) => `${portal}/${language}${path}`
  const field = (page: Page, name: string) => page.locator(`#f-${name.replaceAll(/[^\w-]/g, "-")}`)
  const button = (page: Page | Locator, name: string) => page.getByRole("button", { name, exact: true })
  const show = (page: Page, name: string) => lookAt(page, `${manner.name}-${name}`)

  async function says(page: Page, text: string): Promise<void> {
    await page.getByText(text, { exact: false }).first().waitFor()
  }

  async function unfold(summary: Locator): Promise<void> {
    const open = await summary.evaluate((it) => (it.parentElement as HTMLDetailsElement).open)
    if (!open) await hands.press(summary)
  }

  /** With scripts the form saves itself; it says so. Without, its button does. */
  async function saved(page: Page): Promise<void> {
    if (!scripts) {
      await hands.press(button(page, words.form.save).last())
      await says(page, words.shell.done["draft-saved"])
      return
    }
    await page.locator("[data-saved]").getByText(words.form.island.saved).waitFor()
  }

  return {
    words,
    address,
    field,
    button,
    says,
    show,
    saved,

    async invites(page: Page, { email, body, role }: { email: string; body: string; role: string }): Promise<void> {
      await page.goto(address("/office/team"))
      await hands.write(field(page, "email"), email)
      await hands.choose(field(page, "body"), body)
      await hands.choose(field(page, "role"), role)
      await show(page, "invite")
      await hands.press(button(page, words.team.inviteSubmit))
      await says(page, words.shell.done.invited)
    },

    async accepts(page: Page, { link, name, password }: { link: string; name: string; password: string }) {
      await page.goto(link)
      await hands.write(field(page, "name"), name)
      await hands.write(field(page, "password"), password)
      await show(page, "invitation")
      await hands.press(button(page, words.account.invitation.create))
      await says(page, words.shell.done.joined)
      await show(page, "first-desk")
    },

    async beginsDataset(page: Page): Promise<void> {
      await hands.press(page.getByRole("link", { name: words.desk.newDataset }).first())
      await says(page, words.form.newTitle)
      await show(page, "empty-form")
    },

    async givesFile(page: Page, path: string): Promise<void> {
      await hands.giveFile(field(page, "upload"), path)
      if (!scripts) await hands.press(button(page, words.form.upload))
      await page.locator("li.own-file").first().waitFor()
    },

    async addsLink(page: Page, url: string): Promise<void> {
      await hands.write(field(page, "addLink"), url)
      await hands.press(button(page, words.form.addLink))
      await says(page, words.form.linkAnswers)
    },

    /** What makes the dataset understood and publishable. */
    async describes(page: Page, given: Readonly<Record<string, string>>): Promise<void> {
      for (const [name, text] of Object.entries(given)) await hands.write(field(page, name), text)
    },

    async classifies(page: Page, { theme, place }: { theme: string; place: string }): Promise<void> {
      await hands.tick(page.locator(`input[name=theme][value="${theme}"]`))
      await hands.write(field(page, "addPlace"), place)
      await hands.press(button(page, words.form.add))
      await page.locator("input[name=place]:checked").first().waitFor()
    },

    async licenses(page: Page, { licence, frequency }: { licence: string; frequency: string }): Promise<void> {
      await hands.tick(page.locator(`input[name=licence][value="${licence}"]`))
      await hands.choose(field(page, "frequency"), frequency)
    },

    async submits(page: Page, comment: string): Promise<void> {
      if (comment) await hands.write(field(page, "comment"), comment)
      await show(page, "form")
      await hands.press(button(page, words.form.submit))
      await says(page, words.shell.done.submitted)
      await show(page, "submitted")
    },

    /** From the desk, as a person would come. */
    async opensReview(page: Page, title: string): Promise<void> {
      await page.goto(address("/office/review"))
      await show(page, "reviews")
      await hands.press(page.getByRole("link", { name: title }).first())
      await page.getByRole("heading", { name: words.review.decide }).waitFor()
      await show(page, "review")
    },

    async asksForChanges(page: Page, comment: string): Promise<void> {
      await hands.write(page.locator(".decision #f-comment"), comment)
      await hands.press(button(page, words.review.requestChanges))
      await says(page, words.shell.done["changes-requested"])
    },

    /** Answers the moment at which the portal said yes. */
    async approves(page: Page): Promise<number> {
      const answer = page.waitForResponse(
        (response) => response.request().method() === "POST" && response.url().endsWith("/publish"),
      )
      await hands.press(button(page, words.review.approve))
      const said = (await answer).status()
      const at = Date.now()
      assert.equal(said, 303)
      await says(page, words.shell.done.published)
      await show(page, "published")
      return at
    },

    /** The words that came are marked as such, between words that stayed. */
    async marks(page: Page, { title, corrected }: { title: string; corrected: string }): Promise<void> {
      const came = corrected.split(" ").filter((word) => !title.split(" ").includes(word))
      await page.locator("ins").getByText(came.join(" ")).first().waitFor()
      await show(page, "difference")
    },

    async withdraws(page: Page, { id, reason, note }: { id: string; reason: string; note: string }): Promise<void> {
      await page.goto(address(`/office/datasets/${id}/edit`))
      const acts = page.locator("details.more-acts")
      await unfold(acts.locator("> summary"))
      await hands.choose(acts.locator("select[name=reason]"), reason)
      await hands.write(acts.locator(`[name="note.${language}"]`), note)
      await show(page, "withdraw")
      await hands.press(button(acts, words.review.withdraw))
      await says(page, words.shell.done.withdrawn)
    },
  }
}

export type Acts = ReturnType<typeof actsIn>

export function idOfDataset(page: Page): string {
  const id = /\/datasets\/([0-9a-f-]{36})/.exec(page.url())?.[1]
  if (!id) throw new Error(`no dataset at ${page.url()}`)
  return id
}

/** What a visitor's search page has, as it is now: its links, and its words without their marks. */
export async function searchPage(address: string): Promise<string> {
  const html = await (await fetch(address)).text()
  return `${html}\n${html.replace(/<[^>]*>/g, "")}`
}

/**
 * Asks the public search until it has (or has no more) what is looked for; answers how long after a moment that was asked
 * which was answered so.
 */
export async function searchedAfter(address: string, since: number, done: (page: string) => boolean): Promise<number> {
  for (;;) {
    const asked = Date.now()
    if (done(await searchPage(address))) return asked - since
    if (asked - since > 10_000) throw new Error(`still not so after 10 s: ${address}`)
    await sleep(20)
  }
}
