/** ZIP archives read by the list at their end, member by member, as streams. Names are texts to show and never paths. */
import type { Readable } from "node:stream"
import { crc32, createInflateRaw } from "node:zlib"
import { type Entry, openPromise, type ZipFile } from "yauzl"
import { decodeText } from "../../text/decode-text.ts"
import { CannotBeTable } from "../table-refusal.ts"
import type { Workspace } from "../workspace.ts"
import { asRefusal, guardedAgainstBombs } from "./unpack.ts"

export interface ZipMember {
  readonly name: string
  readonly byteSize: number
  readonly isEncrypted: boolean
  readonly entry: Entry
}

const mostMembers = 100_000

export class ZipArchive {
  readonly members: readonly ZipMember[]
  readonly #file: ZipFile
  readonly #workspace: Workspace

  private constructor(file: ZipFile, members: readonly ZipMember[], workspace: Workspace) {
    this.#file = file
    this.members = members
    this.#workspace = workspace
  }

  static async open(path: string, workspace: Workspace): Promise<ZipArchive> {
    try {
      const options = { autoClose: false, lazyEntries: true, decodeStrings: false, validateEntrySizes: true }
      const file = await openPromise(path, options)
      try {
        return new ZipArchive(file, await membersOf(file), workspace)
      } catch (error) {
        file.close()
        throw error
      }
    } catch (error) {
      throw asRefusal(error)
    }
  }

  /** The unpacked bytes: never more than declared, nor than the limits allow. */
  async *stream({ entry, name, isEncrypted }: ZipMember): AsyncGenerator<Buffer> {
    if (isEncrypted) throw new CannotBeTable("encrypted", { name })
    let sum = 0
    let byteSize = 0
    try {
      const guard = { packedBytes: entry.compressedSize, workspace: this.#workspace }
      for await (const chunk of guardedAgainstBombs(await this.#unpacked(entry), guard)) {
        sum = crc32(chunk, sum)
        byteSize += chunk.length
        if (byteSize > entry.uncompressedSize) break
        yield chunk
      }
    } catch (error) {
      throw asRefusal(error)
    }
    const isWhole = sum === entry.crc32 && byteSize === entry.uncompressedSize
    if (!isWhole) throw new CannotBeTable("damaged", { name, reason: "checksum" })
  }

  /** In larger pieces than the library would unpack. */
  async #unpacked(entry: Entry): Promise<Readable> {
    const isDeflated = entry.compressionMethod === 8
    if (!isDeflated && entry.compressionMethod !== 0)
      throw new CannotBeTable("unknown-format", { reason: "compression" })
    const packed = await this.#file.openReadStreamPromise(entry, isDeflated ? { decodeFileData: false } : {})
    if (!isDeflated) return packed
    const inflate = createInflateRaw({ chunkSize: 128 * 1024 })
    packed.on("error", (error) => inflate.destroy(error))
    inflate.on("close", () => packed.destroy())
    return packed.pipe(inflate)
  }

  find(name: string): ZipMember | undefined {
    const wanted = name.toLowerCase()
    return this.members.find((member) => member.name.toLowerCase() === wanted)
  }

  close(): void {
    this.#file.close()
  }
}

/** Folders are no members. */
async function membersOf(file: ZipFile): Promise<ZipMember[]> {
  if (file.entryCount > mostMembers) throw new CannotBeTable("bomb", { members: file.entryCount })
  const members: ZipMember[] = []
  for await (const entry of file.eachEntry()) {
    const name = nameOf(entry)
    if (name.endsWith("/")) continue
    members.push({ name, byteSize: entry.uncompressedSize, isEncrypted: entry.isEncrypted(), entry })
  }
  return members
}

function nameOf(entry: Entry): string {
  const raw = entry.fileNameRaw
  const decoded = decodeText(raw)
  const text = decoded.kind === "text" ? decoded.text : raw.toString("latin1")
  const steps = text.replaceAll("\\", "/").split("/")
  return steps
    .filter((step, index) => (step !== "" || index === steps.length - 1) && step !== "." && step !== "..")
    .join("/")
}
