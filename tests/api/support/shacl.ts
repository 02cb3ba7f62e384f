/** The shapes of DCAT-AP 3.0.1 as published, with the engine that holds a document against them. */
import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import oxigraph from "oxigraph"
import SHACLValidator from "rdf-validate-shacl"
import { root } from "../../../src/config.ts"

const folder = join(root, "../shared/standards/dcat-ap-3.0.1")
const files = ["shapes.ttl", "range.ttl", "mdr-vocabularies.shape.ttl"]

export const noShapes = existsSync(folder) ? false : "the shapes of DCAT-AP in ../shared are absent"

const eu = "http://publications.europa.eu/resource/authority"

/** What validators load beside a document: entries of the authority tables, written down from the tables themselves. */
const tables: readonly (readonly [table: string, type: string, codes: string])[] = [
  ["access-right", "dct:RightsStatement", "PUBLIC RESTRICTED NON_PUBLIC"],
  ["country", "dct:Location", "TUN"],
  ["data-theme", "skos:Concept", "AGRI ECON EDUC ENER ENVI GOVE HEAL INTR JUST REGI SOCI TECH TRAN"],
  ["file-type", "dct:MediaTypeOrExtent", "CSV XLSX WFS_SRVC PDF ZIP GEOJSON"],
  ["frequency", "dct:Frequency", "ANNUAL MONTHLY DAILY"],
  ["language", "dct:LinguisticSystem", "ARA FRA ENG DEU"],
]
const background = [
  "@prefix dct: <http://purl.org/dc/terms/> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .",
  ...tables.flatMap(([table, type, codes]) => [
    `<${eu}/${table}> a skos:ConceptScheme ; dct:title "${table}" .`,
    ...codes
      .split(" ")
      .map(
        (code) =>
          `<${eu}/${table}/${code}> a ${type}, skos:Concept ; skos:prefLabel "${code}" ; skos:inScheme <${eu}/${table}> .`,
      ),
  ]),
  ...["md5", "sha1", "sha256"].map(
    (name) =>
      `<https://spdx.org/rdf/terms#checksumAlgorithm_${name}> a <http://spdx.org/rdf/terms#ChecksumAlgorithm> .`,
  ),
].join("\n")

type Factory = SHACLValidator["factory"]

export interface Breach {
  readonly severity: string
  readonly about: string
  readonly path: string
  readonly message: string
}

/** What breaks a shape: all of it, with its severity (`Violation`, `Warning`). */
export async function breachesOf(turtle: string): Promise<Breach[]> {
  const validator = new SHACLValidator(datasetOf(files.map((file) => readFileSync(join(folder, file), "utf8"))))
  const { results } = await validator.validate(datasetOf([turtle, background]))
  return results.map(({ severity, focusNode, path, message }) => ({
    severity: lastWord(severity?.value),
    about: focusNode?.value ?? "",
    path: lastWord(String((path as { value?: string } | undefined)?.value ?? "")),
    message: message.map(({ value }) => value).join(" "),
  }))
}

const factory: Factory = new SHACLValidator([] as never).factory

function datasetOf(documents: readonly string[]) {
  const dataset = factory.dataset()
  for (const [at, document] of documents.entries()) {
    for (const quad of oxigraph.parse(document, { format: "text/turtle" })) {
      const { subject, predicate, object } = quad
      dataset.add(
        factory.quad(termOf(subject, at) as never, termOf(predicate, at) as never, termOf(object, at) as never),
      )
    }
  }
  return dataset
}

interface ForeignTerm {
  readonly termType: string
  readonly value: string
  readonly language?: string
  readonly datatype?: { readonly value: string }
}

/** Blank nodes of two documents are two, whatever they are called. */
function termOf(term: ForeignTerm, document: number) {
  if (term.termType === "NamedNode") return factory.namedNode(term.value)
  if (term.termType === "BlankNode") return factory.blankNode(`d${document}${term.value}`)
  return factory.literal(term.value, term.language || factory.namedNode(term.datatype?.value ?? ""))
}

function lastWord(iri: string | undefined): string {
  return (iri ?? "").split(/[/#]/).at(-1) ?? ""
}
