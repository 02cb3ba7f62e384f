import { linkMessages } from "../../texts/index.ts"
import type { Page } from "../page.ts"

/** What is wrong with an address, in the page's language: by its code, else by the host's status. */
export function linkProblem({ language }: Pick<Page, "language">, problem: string | undefined): string {
  const { problems, status } = linkMessages[language]
  const known = problem !== undefined && Object.hasOwn(problems, problem) ? problems[problem] : undefined
  const answered = /^http-(\d{3})$/.exec(problem ?? "")?.[1]
  return known ?? (answered ? status(answered) : problems.other!)
}
