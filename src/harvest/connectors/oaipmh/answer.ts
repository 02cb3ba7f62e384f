import { HarvestStopped, type ReadContext } from "../../connector.ts"
import {
  countFrom,
  cutAt,
  elementAt,
  elementsAt,
  type SourceAnswer,
  stopped,
  wholeText,
  type XmlElement,
  xmlIn,
} from "../../reading/index.ts"

export interface RecordPage {
  readonly records: readonly XmlElement[]
  /** What the next page is asked by; absent on the last one. */
  readonly token?: string
  /** How long the repository says that the whole list is. */
  readonly listSize?: number
}

/** The records of an answer to ListRecords; refusals come with status 200 and end the run in the source's own words. */
export async function recordPageIn(answer: SourceAnswer, context: ReadContext): Promise<RecordPage> {
  const root = await rootOf(answer, context)
  const list = elementAt(root, "ListRecords")
  if (list) return pageFrom(list)
  const errors = elementsAt(root, "error").map(
    (error) => [error.attributes.code ?? "", wholeText(error) ?? ""] as const,
  )
  if (errors.some(([code]) => code === "noRecordsMatch")) return { records: [] }
  const [first] = errors
  if (!first) throw stopped(answer.status >= 400 ? "http-error" : "not-a-catalogue", detailOf(answer))
  const says = cutAt(first.filter(Boolean).join(": "), 300)
  throw stopped("success-false", { ...detailOf(answer), says, refused: first[0] })
}

/** Whether the repository no longer knows the token that it gave. */
export function isTokenRefusal(error: unknown): boolean {
  return error instanceof HarvestStopped && error.detail.refused === "badResumptionToken"
}

/** Whether datestamps go to the second; a repository that does not say is asked by days, which all understand. */
export async function knowsSeconds(answer: SourceAnswer, context: ReadContext): Promise<boolean> {
  return /hh:mm:ss/i.test(wholeText(elementAt(await rootOf(answer, context), "Identify", "granularity")) ?? "")
}

async function rootOf(answer: SourceAnswer, context: ReadContext): Promise<XmlElement> {
  const root = await xmlIn(answer, context)
  if (root.name === "OAI-PMH") return root
  if (answer.status >= 400) throw stopped("http-error", detailOf(answer))
  throw stopped(root.name.toLowerCase() === "html" ? "html-instead" : "not-a-catalogue", detailOf(answer))
}

function pageFrom(list: XmlElement): RecordPage {
  const given = elementAt(list, "resumptionToken")
  const token = given?.text.trim()
  const listSize = countFrom(given?.attributes.completeListSize)
  return {
    records: elementsAt(list, "record"),
    ...(token ? { token } : {}),
    ...(listSize === undefined ? {} : { listSize }),
  }
}

function detailOf({ url, status }: SourceAnswer) {
  return { url, status }
}
