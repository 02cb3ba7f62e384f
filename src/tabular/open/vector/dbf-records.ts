/** Records of a dBASE file: the attributes beside a `.shp`, or a table of its own. */
import { open } from "node:fs/promises"
import { decodeText } from "../../text/decode-text.ts"
import { guessSingleByte } from "../../text/guess-encoding.ts"
import { CannotBeTable } from "../table-refusal.ts"
import { ByteReader } from "./byte-reader.ts"

interface Field {
  readonly name: string
  readonly type: string
  readonly from: number
  readonly length: number
}

export interface DbfFile {
  readonly path: string
  readonly encoding: string
  readonly fields: readonly Field[]
  readonly headerBytes: number
  readonly recordBytes: number
  readonly records: number
}

const sampleBytes = 256 * 1024
/** Bytes of the header that name an encoding. */
const byLanguage: Readonly<Record<number, string>> = { 3: "windows-1252", 87: "windows-1252", 126: "windows-1256" }

/** `declared` is the text of a `.cpg` file; without one the bytes tell. */
export async function openDbf(path: string, declared?: string): Promise<DbfFile> {
  const sample = await startOf(path)
  if (sample.length < 33) throw damaged()
  const [headerBytes, recordBytes] = [sample.readUInt16LE(8), sample.readUInt16LE(10)]
  if (headerBytes < 33 || headerBytes > sample.length || recordBytes < 1) throw damaged()
  const encoding = encodingNamed(declared) ?? guessedEncoding(sample)
  const fields = fieldsIn(sample.subarray(0, headerBytes), encoding)
  if (fields.length === 0 || fields.at(-1)!.from + fields.at(-1)!.length > recordBytes) throw damaged()
  return { path, encoding, fields, headerBytes, recordBytes, records: sample.readUInt32LE(4) }
}

async function startOf(path: string): Promise<Buffer> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(sampleBytes), 0, sampleBytes, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

function damaged(): CannotBeTable {
  return new CannotBeTable("damaged", { reason: "dbf" })
}

function fieldsIn(header: Buffer, encoding: string): Field[] {
  const fields: Field[] = []
  const decoder = new TextDecoder(encoding)
  let from = 1
  for (let at = 32; at + 32 <= header.length && header[at] !== 0x0d; at += 32) {
    const name = header.subarray(at, at + 11)
    const end = name.indexOf(0)
    const length = header[at + 16]!
    const type = String.fromCharCode(header[at + 11]!)
    fields.push({ name: decoder.decode(end < 0 ? name : name.subarray(0, end)).trim(), type, from, length })
    from += length
  }
  return fields
}

/** `UTF-8`, `1256`, `CP1256`, `ANSI 1252`, `ISO 88591`. */
function encodingNamed(declared: string | undefined): string | undefined {
  const name = declared?.trim().toLowerCase() ?? ""
  if (/utf-?8|65001/.test(name)) return "utf-8"
  const windows = /125[0-8]/.exec(name)?.[0]
  if (windows) return `windows-${windows}`
  const iso = /8859[-_ ]?(\d{1,2})/.exec(name)?.[1]
  if (!iso) return undefined
  return iso === "1" ? "windows-1252" : `iso-8859-${iso}`
}

function guessedEncoding(sample: Buffer): string {
  const cells = sample.subarray(sample.readUInt16LE(8))
  const text = Buffer.from(cells.filter((byte) => byte !== 0))
  const decoded = decodeText(text)
  if (decoded.kind === "text" && decoded.encoding === "utf-8") return "utf-8"
  const guessed = guessSingleByte(text)
  return guessed === "windows-1252" ? (byLanguage[sample[29]!] ?? guessed) : guessed
}

/** Cells of every record, deleted ones left out as nothing so that they stay beside their geometry. */
export async function* dbfRecords(dbf: DbfFile): AsyncGenerator<readonly string[] | undefined> {
  const reader = new ByteReader(dbf.path)
  const decoder = new TextDecoder(dbf.encoding)
  try {
    await reader.take(dbf.headerBytes)
    for (let number = 0; number < dbf.records; number++) {
      const record = await reader.take(dbf.recordBytes)
      if (!record) throw damaged()
      yield record[0] === 0x2a ? undefined : dbf.fields.map((field) => cellText(record, field, decoder))
    }
  } finally {
    await reader.close()
  }
}

function cellText(record: Buffer, { type, from, length }: Field, decoder: TextDecoder): string {
  const bytes = record.subarray(from, from + length)
  switch (type) {
    case "I":
    case "+":
      return length === 4 ? String(bytes.readInt32LE(0)) : ""
    case "O":
      return length === 8 ? String(bytes.readDoubleLE(0)) : ""
    case "D":
      return dateText(bytes.toString("latin1"))
    case "L":
      return { t: "true", y: "true", f: "false", n: "false" }[bytes.toString("latin1").trim().toLowerCase()] ?? ""
    case "N":
    case "F":
      return numberText(bytes.toString("latin1"))
    // Texts of other files (memo), pictures.
    case "M":
    case "G":
    case "P":
      return ""
    default:
      return decoder.decode(bytes).replaceAll("\u0000", "").trimEnd()
  }
}

function dateText(written: string): string {
  const found = /^(\d{4})(\d\d)(\d\d)$/.exec(written.trim())
  return found && found[1] !== "0000" ? `${found[1]}-${found[2]}-${found[3]}` : ""
}

/** Stars say that a number was too long for its column. */
function numberText(written: string): string {
  const text = written.replaceAll("\u0000", "").trim()
  return /^\*+$/.test(text) ? "" : text
}
