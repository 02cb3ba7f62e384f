/** Looks through a JSON text for its lists, without keeping anything of it: which holds the records, and where it begins. */
import { createReadStream } from "node:fs"
import { CannotBeTable } from "../table-refusal.ts"
import type { Workspace } from "../workspace.ts"
import { deepest, endOfString, signs } from "./json-bytes.ts"

export interface JsonList {
  /** Names on the way to it. */
  readonly path: readonly string[]
  /** Of the byte after its bracket. */
  readonly from: number
  readonly objects: number
  readonly lists: number
}

export interface JsonShape {
  readonly lists: readonly JsonList[]
  /** Small members of the outermost object, as written: `type`, `crs`, `fields`… */
  readonly members: ReadonlyMap<string, string>
}

interface Frame {
  readonly isList: boolean
  readonly from: number
  readonly name: string
  objects: number
  lists: number
}

const mostLists = 1000
const mostMembers = 200
const deepestList = 8
const longestMember = 256 * 1024

export async function jsonShape(path: string, workspace: Workspace): Promise<JsonShape> {
  const scan = new ShapeScan()
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    workspace.checkpoint()
    scan.take(chunk)
  }
  return scan.end()
}

class ShapeScan {
  readonly #lists: JsonList[] = []
  readonly #frames: Frame[] = []
  readonly #members = new Members()
  #offset = 0
  #inString = false
  #isEscaped = false
  #takesKey = false
  #expectsKey = false
  #key = ""

  take(chunk: Buffer): void {
    let at = this.#isEscaped ? 1 : 0
    this.#isEscaped = false
    this.#members.startChunk(chunk)
    while (at < chunk.length) at = this.#inString ? this.#string(chunk, at) : this.#sign(chunk, at)
    this.#members.keepTo(chunk.length)
    this.#offset += chunk.length
  }

  end(): JsonShape {
    if (this.#frames.length > 0 || this.#inString) throw new CannotBeTable("damaged", { reason: "json" })
    return { lists: this.#lists, members: this.#members.found }
  }

  #string(chunk: Buffer, from: number): number {
    const { at, ends, escaped } = endOfString(chunk, from)
    if (this.#takesKey) this.#key += chunk.toString("utf8", from, ends ? at - 1 : at)
    this.#inString = !ends
    this.#isEscaped = escaped
    return at
  }

  #sign(chunk: Buffer, at: number): number {
    const isOutermost = this.#frames.length === 1
    switch (chunk[at]) {
      case signs.quote:
        this.#inString = true
        this.#takesKey = this.#expectsKey
        if (this.#takesKey) this.#key = ""
        break
      case signs.colon:
        this.#expectsKey = false
        if (isOutermost) this.#members.begin(unescaped(this.#key), at + 1)
        break
      case signs.comma:
        if (isOutermost) this.#members.end(at)
        this.#expectsKey = this.#frames.at(-1)?.isList === false
        break
      case signs.openObject:
      case signs.openArray:
        this.#open(chunk[at] === signs.openArray, this.#offset + at + 1)
        break
      case signs.closeObject:
      case signs.closeArray:
        if (isOutermost) this.#members.end(at)
        this.#close(chunk[at] === signs.closeArray)
        break
    }
    return at + 1
  }

  #open(isList: boolean, from: number): void {
    const parent = this.#frames.at(-1)
    if (parent && isList) parent.lists++
    if (parent && !isList) parent.objects++
    if (this.#frames.length >= deepest) throw new CannotBeTable("damaged", { reason: "depth" })
    this.#frames.push({ isList, from, name: parent?.isList === false ? this.#key : "", objects: 0, lists: 0 })
    this.#expectsKey = !isList
  }

  #close(isList: boolean): void {
    const frame = this.#frames.pop()
    if (!frame || frame.isList !== isList) throw new CannotBeTable("damaged", { reason: "json" })
    this.#expectsKey = false
    const { objects, lists, from } = frame
    if (!isList || objects + lists === 0 || this.#frames.length >= deepestList) return
    const path = [...this.#frames, frame].flatMap(({ name }) => (name === "" ? [] : [unescaped(name)]))
    this.#lists.push({ path, from, objects, lists })
    if (this.#lists.length < mostLists) return
    // Every record may have lists of its own: the small ones are forgotten.
    this.#lists.sort((a, b) => b.objects + b.lists - a.objects - a.lists)
    this.#lists.length = mostLists / 10
  }
}

/** Takes what the outermost object says of itself, as long as it is short. */
class Members {
  readonly found = new Map<string, string>()
  #chunk: Buffer = Buffer.alloc(0)
  #from = 0
  #name = ""
  #text: string | undefined

  startChunk(chunk: Buffer): void {
    this.#chunk = chunk
    this.#from = 0
  }

  begin(name: string, from: number): void {
    this.#name = name
    this.#text = ""
    this.#from = from
  }

  keepTo(to: number): void {
    if (this.#text === undefined) return
    this.#text += this.#chunk.toString("utf8", this.#from, to)
    if (this.#text.length > longestMember) this.#text = undefined
  }

  end(to: number): void {
    this.keepTo(to)
    if (this.#text !== undefined && this.found.size < mostMembers) this.found.set(this.#name, this.#text.trim())
    this.#text = undefined
  }
}

function unescaped(key: string): string {
  if (!key.includes("\\")) return key
  try {
    return JSON.parse(`"${key}"`) as string
  } catch {
    // A name with an escape that is none: it is shown as it is written.
    return key
  }
}
