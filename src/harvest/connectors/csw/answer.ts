import { HarvestStopped, type ReadContext } from "../../connector.ts"
import {
  childrenNamed,
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

export interface CswPage {
  /** Records as they stand in the answer: ISO, Dublin Core or RDF. */
  readonly records: readonly XmlElement[]
  /** Number of records that the source says there are. */
  readonly matched: number | undefined
  /** `nextRecord` as written; 0 says that this was the last page. */
  readonly next: number | undefined
}

/** What a server answers instead of records (OWS Common §8), often with status 200. */
export class CswRefusal extends HarvestStopped {
  /** Name of the parameter refused, where the server says it, and the server's own words. */
  readonly about: string

  constructor({ message, detail, code }: HarvestStopped, about: string) {
    super(code, message, detail)
    this.about = about
  }
}

/** The records of a GetRecords or GetRecordById answer, or of a document that is one record or one graph. */
export async function pageIn(answer: SourceAnswer, context: ReadContext): Promise<CswPage> {
  const root = await rootOf(answer, context)
  if (root.name === "ExceptionReport" || root.name === "ServiceExceptionReport") throw refusalOf(root, answer)
  if (answer.status >= 400) throw httpRefusal(answer)
  if (root.name === "GetRecordsResponse") {
    const results = elementAt(root, "SearchResults")
    if (!results) throw stopped("not-a-catalogue", { url: answer.url })
    const { numberOfRecordsMatched, nextRecord } = results.attributes
    return { records: results.children, matched: countFrom(numberOfRecordsMatched), next: countFrom(nextRecord) }
  }
  if (root.name === "GetRecordByIdResponse") return { records: root.children, matched: undefined, next: undefined }
  if (!isRecord(root)) throw stopped("not-a-catalogue", { url: answer.url, root: cutAt(root.name, 100) })
  return { records: [root], matched: undefined, next: undefined }
}

export function isIso({ name }: XmlElement): boolean {
  return /^(?:\w+_)?M[DI]_Metadata$/.test(name)
}

export function isDublinCore({ name }: XmlElement): boolean {
  return /^(?:Brief|Summary)?Record$/.test(name)
}

function isRecord(root: XmlElement): boolean {
  return isIso(root) || isDublinCore(root) || root.name === "RDF"
}

// An error page that is no XML may still be the refusal of a method.
async function rootOf(answer: SourceAnswer, context: ReadContext): Promise<XmlElement> {
  try {
    return await xmlIn(answer, context)
  } catch (error) {
    if (error instanceof HarvestStopped && error.code === "http-error") throw httpRefusal(answer)
    throw error
  }
}

const refusalStatuses = new Set([400, 405, 406, 415, 501])

function httpRefusal({ url, status, text }: SourceAnswer): HarvestStopped {
  const stop = stopped("http-error", { url, status, start: cutAt(text.trim(), 200) })
  return refusalStatuses.has(status) ? new CswRefusal(stop, "") : stop
}

function refusalOf(report: XmlElement, { url, status }: SourceAnswer): CswRefusal {
  const exceptions = [...childrenNamed(report, "Exception"), ...childrenNamed(report, "ServiceException")]
  const says = exceptions.map((exception) => {
    const { exceptionCode, code, locator } = exception.attributes
    const texts = [...elementsAt(exception, "ExceptionText"), exception].map((one) => wholeText(one))
    return [exceptionCode ?? code, locator, texts.find((text) => text !== undefined)].filter(Boolean).join(": ")
  })
  const told = cutAt(says.join("; ") || (wholeText(report) ?? ""), 500)
  return new CswRefusal(stopped("success-false", { url, status, says: told }), told)
}
