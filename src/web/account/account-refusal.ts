import { TooManyAttempts } from "../../accounts/index.ts"
import type { Refusal } from "../../platform/refusal.ts"
import { accountMessages } from "../../texts/index.ts"
import { type FormRefusal, formRefusal } from "../forms/problems.ts"
import type { Page } from "../page.ts"

/** A refusal of the accounts, in the words of their pages; a wait is told in minutes and seconds. */
export function accountRefusal(refusal: Refusal, page: Page, title?: string): FormRefusal {
  const words = accountMessages[page.language]
  const shown = formRefusal(refusal, page.language, { refusals: words.refusals })
  const wait = refusal instanceof TooManyAttempts ? { text: words.tooMany(waitOf(page, refusal)) } : {}
  return { ...shown, ...wait, ...(title && shown.problems.length === 0 ? { title } : {}) }
}

function waitOf(page: Page, { retryAfterSeconds }: TooManyAttempts): string {
  return page.format.duration(retryAfterSeconds * 1000)
}
