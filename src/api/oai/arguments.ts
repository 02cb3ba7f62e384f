import { granularityOf, isMoment } from "./moment.ts"
import { OaiError } from "./oai-error.ts"

export type ListVerb = "ListIdentifiers" | "ListRecords"

/** What a request asks for, as OAI-PMH 2.0 §4 has it. */
export type OaiRequest =
  | { readonly verb: "Identify" }
  | { readonly verb: "ListMetadataFormats"; readonly identifier?: string }
  | { readonly verb: "ListSets"; readonly resumptionToken?: string }
  | { readonly verb: "GetRecord"; readonly identifier: string; readonly metadataPrefix: string }
  | { readonly verb: ListVerb; readonly resumptionToken: string }
  | ({ readonly verb: ListVerb } & Selection)

/** Which records are listed, and in which form. */
export interface Selection {
  readonly metadataPrefix: string
  readonly set?: string
  /** Both ends included, as written. */
  readonly from?: string
  readonly until?: string
}

interface Grammar {
  readonly required: readonly string[]
  readonly optional: readonly string[]
  /** Stands alone when it is there. */
  readonly exclusive?: string
}

const list: Grammar = {
  required: ["metadataPrefix"],
  optional: ["from", "until", "set"],
  exclusive: "resumptionToken",
}

const grammars: Readonly<Record<OaiRequest["verb"], Grammar>> = {
  Identify: { required: [], optional: [] },
  ListMetadataFormats: { required: [], optional: ["identifier"] },
  ListSets: { required: [], optional: [], exclusive: "resumptionToken" },
  GetRecord: { required: ["identifier", "metadataPrefix"], optional: [] },
  ListIdentifiers: list,
  ListRecords: list,
}

export function readRequest(given: URLSearchParams): OaiRequest {
  const verbs = given.getAll("verb")
  const [verb = ""] = verbs
  if (verbs.length !== 1 || !Object.hasOwn(grammars, verb))
    throw new OaiError("badVerb", verbs.length > 1 ? "The verb is repeated." : `“${verb}” is not a verb of OAI-PMH.`)
  const fields = fieldsOf(given)
  assertGrammar(fields, grammars[verb as OaiRequest["verb"]], verb)
  assertLetters(fields)
  if (fields.from !== undefined || fields.until !== undefined) assertRange(fields)
  return { verb, ...fields } as OaiRequest
}

type Fields = Readonly<Record<string, string>>

function fieldsOf(given: URLSearchParams): Fields {
  const fields = [...given].filter(([name]) => name !== "verb")
  const repeated = fields.find(([name], at) => fields.findIndex(([other]) => other === name) !== at)
  if (repeated) throw new OaiError("badArgument", `“${repeated[0]}” is repeated.`)
  // PostgreSQL has no NUL in texts, and neither has XML.
  if (fields.some(([, value]) => value.includes("\0"))) throw new OaiError("badArgument", "A value holds a NUL.")
  return Object.fromEntries(fields)
}

function assertGrammar(fields: Fields, { required, optional, exclusive }: Grammar, verb: string): void {
  const names = Object.keys(fields)
  if (exclusive !== undefined && exclusive in fields) {
    if (names.length === 1) return
    throw new OaiError("badArgument", `${exclusive} stands alone beside the verb.`)
  }
  const unknown = names.find((name) => !required.includes(name) && !optional.includes(name))
  if (unknown !== undefined) throw new OaiError("badArgument", `“${unknown}” is no argument of ${verb}.`)
  const missing = required.find((name) => !(name in fields))
  if (missing !== undefined) throw new OaiError("badArgument", `${verb} needs ${missing}.`)
}

/** OAI-PMH 2.0 §2.6 and §3.4: the letters of a set and of a prefix. Others cannot be repeated in a valid answer. */
function assertLetters({ set = "a", metadataPrefix = "a" }: Fields): void {
  if (!/^[\w.!~*'()-]+(:[\w.!~*'()-]+)*$/.test(set)) throw new OaiError("badArgument", "A set has no such letters.")
  if (!/^[\w.!~*'()-]+$/.test(metadataPrefix)) throw new OaiError("badArgument", "A prefix has no such letters.")
}

function assertRange({ from, until }: Fields): void {
  for (const moment of [from, until])
    if (moment !== undefined && !isMoment(moment, granularityOf(moment)))
      throw new OaiError("badArgument", "Dates are written YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ.")
  if (from === undefined || until === undefined) return
  if (from.length !== until.length) throw new OaiError("badArgument", "from and until differ in granularity.")
  if (from > until) throw new OaiError("badArgument", "from is later than until.")
}
