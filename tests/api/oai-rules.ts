/**
 * The rules of OAI-PMH 2.0 for answers, as its specification and the schemas printed in it have them: §3.2 (XML response
 * format), §3.3 (dates), §3.5 (resumptionToken), §3.6 (errors), §4 (answers to each verb), §5 and the guidelines (oai_dc,
 * oai-identifier). Anything that is not allowed is a violation.
 */
import type { XmlElement } from "../../src/harvest/reading/index.ts"

type Text = (text: string) => boolean
type Part = readonly [name: string, shape: Shape, times: "1" | "?" | "+" | "*"]
interface Shape {
  readonly ns?: string
  readonly attributes?: Readonly<Record<string, Text>>
  readonly required?: readonly string[]
  /** A text, elements in this order, any of these, or one element of another schema. */
  readonly content:
    | Text
    | readonly Part[]
    | { readonly anyOf: readonly string[] }
    | { readonly foreign: readonly Shape[] }
  readonly name?: string
}

const oai = "http://www.openarchives.org/OAI/2.0/"
const xsi = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"
const matching =
  (pattern: RegExp): Text =>
  (text) =>
    pattern.test(text)
const oneOf =
  (...words: readonly string[]): Text =>
  (text) =>
    words.includes(text)
const anything: Text = () => true

const second = matching(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/)
const day = matching(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)
const uri = matching(/^[^\s<>"{}|\\^`]+$/)
const prefix = matching(/^[A-Za-z0-9\-_.!~*'()]+$/)
const spec = matching(/^[A-Za-z0-9\-_.!~*'()]+(:[A-Za-z0-9\-_.!~*'()]+)*$/)
const whole = matching(/^\d+$/)
const said = (content: Text): Shape => ({ content })

const dcNames =
  "title creator subject description publisher contributor date type format identifier source language relation coverage rights"
const dublinCore: Shape = {
  name: "dc",
  ns: "http://www.openarchives.org/OAI/2.0/oai_dc/",
  attributes: { [xsi]: anything },
  content: { anyOf: dcNames.split(" ") },
}
const rdf: Shape = { name: "RDF", ns: "http://www.w3.org/1999/02/22-rdf-syntax-ns#", content: anything }
const oaiIdentifier: Shape = {
  name: "oai-identifier",
  ns: "http://www.openarchives.org/OAI/2.0/oai-identifier",
  attributes: { [xsi]: anything },
  content: [
    ["scheme", said(oneOf("oai")), "1"],
    ["repositoryIdentifier", said(matching(/^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)+$/i)), "1"],
    ["delimiter", said(oneOf(":")), "1"],
    ["sampleIdentifier", said(matching(/^oai:[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)+:[\w\-.!~*'();/?:@&=+$,%]+$/i)), "1"],
  ],
}

const token: Shape = {
  attributes: { expirationDate: second, completeListSize: matching(/^[1-9]\d*$/), cursor: whole },
  content: anything,
}
const header: Shape = {
  attributes: { status: oneOf("deleted") },
  content: [
    ["identifier", said(uri), "1"],
    ["datestamp", said(second), "1"],
    ["setSpec", said(spec), "*"],
  ],
}
const record: Shape = {
  content: [
    ["header", header, "1"],
    ["metadata", { content: { foreign: [dublinCore, rdf] } }, "?"],
    ["about", { content: { foreign: [] } }, "*"],
  ],
}
const format: Shape = {
  content: [
    ["metadataPrefix", said(prefix), "1"],
    ["schema", said(uri), "1"],
    ["metadataNamespace", said(uri), "1"],
  ],
}
const set: Shape = {
  content: [
    ["setSpec", said(spec), "1"],
    ["setName", said(anything), "1"],
    ["setDescription", { content: { foreign: [dublinCore] } }, "*"],
  ],
}
const identify: Shape = {
  content: [
    ["repositoryName", said(anything), "1"],
    ["baseURL", said(uri), "1"],
    ["protocolVersion", said(oneOf("2.0")), "1"],
    ["adminEmail", said(matching(/^\S+@(\S+\.)+\S+$/)), "+"],
    ["earliestDatestamp", said(second), "1"],
    ["deletedRecord", said(oneOf("no", "persistent", "transient")), "1"],
    ["granularity", said(oneOf("YYYY-MM-DDThh:mm:ssZ")), "1"],
    ["compression", said(anything), "*"],
    ["description", { content: { foreign: [oaiIdentifier] } }, "*"],
  ],
}
const errorCodes =
  "badArgument badResumptionToken badVerb cannotDisseminateFormat idDoesNotExist noMetadataFormats noRecordsMatch noSetHierarchy"
const error: Shape = {
  attributes: { code: oneOf(...errorCodes.split(" ")) },
  required: ["code"],
  content: anything,
}
const answers: Readonly<Record<string, Shape>> = {
  error,
  Identify: identify,
  ListMetadataFormats: { content: [["metadataFormat", format, "+"]] },
  ListSets: {
    content: [
      ["set", set, "+"],
      ["resumptionToken", token, "?"],
    ],
  },
  GetRecord: { content: [["record", record, "1"]] },
  ListIdentifiers: {
    content: [
      ["header", header, "+"],
      ["resumptionToken", token, "?"],
    ],
  },
  ListRecords: {
    content: [
      ["record", record, "+"],
      ["resumptionToken", token, "?"],
    ],
  },
}
const verbs = Object.keys(answers).filter((name) => name !== "error")
const date: Text = (text) => day(text) || second(text)
const request: Shape = {
  attributes: {
    ...{ verb: oneOf(...verbs), identifier: uri, metadataPrefix: prefix },
    ...{ from: date, until: date, set: spec, resumptionToken: anything },
  },
  content: uri,
}

/** What of an answer the protocol does not allow; an empty list is a valid answer. */
export function violationsOf(root: XmlElement): readonly string[] {
  const answered = root.children[2]?.name ?? ""
  const shape: Shape = {
    attributes: { [xsi]: matching(/^http:\/\/www\.openarchives\.org\/OAI\/2\.0\/ \S+$/) },
    content: [
      ["responseDate", said(second), "1"],
      ["request", request, "1"],
      [answered, answers[answered] ?? { content: [] }, answered === "error" ? "+" : "1"],
    ],
  }
  const known = root.name === "OAI-PMH" && answered in answers ? [] : [`${root.name} answers ${answered}`]
  return [...known, ...violations(root, shape, ""), ...requestViolations(root), ...deletedViolations(root)]
}

/** §3.2: what was asked is repeated, unless it could not be understood. */
function requestViolations({ children }: XmlElement): readonly string[] {
  const [, asked, answer] = children
  const given = Object.keys(asked?.attributes ?? {})
  const notUnderstood = /^bad(Verb|Argument)$/.test(answer?.attributes.code ?? "")
  if (notUnderstood) return given.length > 0 ? ["request repeats what could not be understood"] : []
  const isSame = answer?.name === "error" || asked?.attributes.verb === answer?.name
  return isSame && given.includes("verb") ? [] : ["request does not name the verb that is answered"]
}

/** §2.5.1: a deleted record has no metadata, any other has. */
function deletedViolations(root: XmlElement): readonly string[] {
  const records = root.children.flatMap(({ children }) => children.filter(({ name }) => name === "record"))
  return records.flatMap(({ children: [head, ...rest] }) =>
    (head?.attributes.status === "deleted") === (rest.length === 0) ? [] : ["metadata of a deleted record, or none"],
  )
}

function violations(element: XmlElement, shape: Shape, above: string): readonly string[] {
  const path = `${above}/${element.name}`
  const { ns = oai, attributes = {}, required = [], content } = shape
  const found: string[] = element.ns === ns ? [] : [`${path} in ${element.ns}`]
  for (const [name, value] of Object.entries(element.attributes))
    if (!attributes[name]?.(value)) found.push(`${path}@${name}="${value}"`)
  for (const name of required) if (!(name in element.attributes)) found.push(`${path} lacks @${name}`)
  if (typeof content === "function") {
    const isText = element.children.length === 0 || shape === rdf
    return isText && content(element.text) ? found : [...found, `${path}: “${element.text}”`]
  }
  if (element.text.trim() !== "") found.push(`${path} holds text`)
  if ("anyOf" in content)
    return [...found, ...element.children.flatMap((child) => dcViolations(child, content.anyOf, path))]
  if ("foreign" in content) {
    const [child] = element.children
    const other = content.foreign.find(({ name, ns }) => name === child?.name && ns === child?.ns)
    if (!child || !other || element.children.length > 1) return [...found, `${path} holds ${child?.name}`]
    return [...found, ...violations(child, other, path)]
  }
  return [...found, ...inOrder(element.children, content, { path, ns })]
}

function inOrder(
  children: readonly XmlElement[],
  parts: readonly Part[],
  { path, ns }: { path: string; ns: string },
): readonly string[] {
  const found: string[] = []
  let at = 0
  for (const [name, shape, times] of parts) {
    const begun = at
    while (children[at]?.name === name) found.push(...violations(children[at++]!, { ns, ...shape }, path))
    const count = at - begun
    if ((count === 0 && /[1+]/.test(times)) || (count > 1 && /[1?]/.test(times)))
      found.push(`${path}: ${count} ${name}`)
  }
  return at === children.length ? found : [...found, `${path}: ${children[at]?.name} is out of place`]
}

const language = "{http://www.w3.org/XML/1998/namespace}lang"

function dcViolations(child: XmlElement, names: readonly string[], above: string): readonly string[] {
  const shape: Shape = {
    ns: "http://purl.org/dc/elements/1.1/",
    attributes: { [language]: matching(/^[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*$/) },
    content: anything,
  }
  return names.includes(child.name) ? violations(child, shape, above) : [`${above}/${child.name} is not Dublin Core`]
}
