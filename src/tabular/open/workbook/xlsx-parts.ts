/** The small parts of an XLSX workbook: which sheets there are, which formats cells have, which texts they share. */
import { posix } from "node:path"
import type { ZipArchive } from "../archive/zip-archive.ts"
import { CannotBeTable } from "../table-refusal.ts"
import { readXml } from "../xml/read-xml.ts"
import type { Attributes, XmlHandler } from "../xml/xml-tokens.ts"
import { type Epoch, type NumberKind, numberKind } from "./number-format.ts"
import { SharedTexts } from "./shared-texts.ts"

export interface XlsxSheet {
  readonly name: string
  readonly hidden: boolean
  readonly part: string
}

export interface XlsxParts {
  readonly sheets: readonly XlsxSheet[]
  readonly epoch: Epoch
  readonly formats: readonly NumberKind[]
  readonly texts: SharedTexts
}

export async function readXlsxParts(zip: ZipArchive): Promise<XlsxParts> {
  const root = await relationsOf(zip, "")
  const workbook = [...root.values()].find(({ type }) => type === "officeDocument")?.target ?? "xl/workbook.xml"
  const relations = await relationsOf(zip, workbook)
  const partOf = (wanted: string) => [...relations.values()].find(({ type }) => type === wanted)?.target
  const { sheets, epoch } = await readWorkbookPart(zip, workbook)
  return {
    epoch,
    sheets: sheets.flatMap(({ relation, ...sheet }) => {
      const found = relations.get(relation)
      return found?.type === "worksheet" ? [{ ...sheet, part: found.target }] : []
    }),
    formats: await readFormats(zip, partOf("styles")),
    texts: await readTexts(zip, partOf("sharedStrings")),
  }
}

async function readPart(zip: ZipArchive, part: string | undefined, handler: XmlHandler): Promise<void> {
  const member = part === undefined ? undefined : zip.find(part)
  if (member) await readXml(zip.stream(member), handler)
}

interface Relation {
  readonly type: string
  readonly target: string
}

async function relationsOf(zip: ZipArchive, part: string): Promise<ReadonlyMap<string, Relation>> {
  const folder = posix.dirname(part)
  const relations = new Map<string, Relation>()
  await readPart(zip, posix.join(folder, "_rels", `${posix.basename(part)}.rels`), {
    open(name, attribute) {
      const [id, type, target] = [attribute("Id"), attribute("Type"), attribute("Target")]
      if (name !== "Relationship" || !id || !type || !target) return
      const path = target.startsWith("/") ? target.slice(1) : posix.join(folder, target)
      relations.set(id, { type: type.slice(type.lastIndexOf("/") + 1), target: path })
    },
  })
  return relations
}

async function readWorkbookPart(zip: ZipArchive, part: string) {
  const sheets: { name: string; hidden: boolean; relation: string }[] = []
  let epoch: Epoch = 1900
  if (!zip.find(part)) throw new CannotBeTable("damaged", { reason: "workbook.xml" })
  await readPart(zip, part, {
    open(name, attribute) {
      if (name === "workbookPr" && isTrue(attribute("date1904"))) epoch = 1904
      if (name === "sheet") sheets.push(sheetFrom(attribute))
    },
  })
  return { sheets, epoch }
}

function sheetFrom(attribute: Attributes) {
  const state = attribute("state") ?? "visible"
  return {
    name: attribute("name") ?? "",
    hidden: state !== "visible",
    relation: attribute("r:id") ?? attribute("id") ?? "",
  }
}

export function isTrue(value: string | undefined): boolean {
  return value === "1" || value === "true"
}

const mostFormats = 100_000

async function readFormats(zip: ZipArchive, part: string | undefined): Promise<readonly NumberKind[]> {
  const codes = new Map<number, string>()
  const formats: NumberKind[] = []
  let isOfCells = false
  await readPart(zip, part, {
    open(name, attribute) {
      if (name === "numFmt") codes.set(Number(attribute("numFmtId")), attribute("formatCode") ?? "")
      if (name === "cellXfs") isOfCells = true
      if (name !== "xf" || !isOfCells || formats.length > mostFormats) return
      const id = Number(attribute("numFmtId") ?? 0)
      formats.push(numberKind(id, codes.get(id)))
    },
    close(name) {
      if (name === "cellXfs") isOfCells = false
    },
  })
  return formats
}

/** Runs of rich text are joined; how a word is pronounced is no part of it. */
async function readTexts(zip: ZipArchive, part: string | undefined): Promise<SharedTexts> {
  const texts = new SharedTexts()
  let current = ""
  let isText = false
  let isPhonetic = false
  await readPart(zip, part, {
    open(name) {
      if (name === "si") current = ""
      if (name === "t") isText = !isPhonetic
      if (name === "rPh") isPhonetic = true
    },
    text(text) {
      if (isText) current += text
    },
    close(name) {
      if (name === "t") isText = false
      if (name === "rPh") isPhonetic = false
      if (name === "si") texts.add(withoutEscapes(current))
    },
  })
  return texts
}

/** Letters that XML cannot hold are written `_x000D_`. */
export function withoutEscapes(text: string): string {
  if (!text.includes("_x")) return text.includes("\r") ? text.replaceAll("\r\n", "\n") : text
  return text
    .replace(/_x([0-9a-f]{4})_/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replaceAll("\r\n", "\n")
}
