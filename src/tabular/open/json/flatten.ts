/** One record after the other becomes cells: names inside names are joined by a dot, short lists by a semicolon. */

export type JsonObject = Readonly<Record<string, unknown>>

const deepestName = 6
/** Between the names of a path; a dot may be part of a name. */
const joint = "\u0000"

export class JsonColumns {
  readonly #columns = new Map<string, number>()
  /** Something was inside something. */
  isNested = false

  get count(): number {
    return this.#columns.size
  }

  get headers(): readonly string[] {
    return [...this.#columns.keys()].map((path) => path.replaceAll(joint, "."))
  }

  /** Cells of the columns known so far, and of those that this record is the first to have. */
  cells(record: JsonObject): string[] {
    const cells = new Array<string>(this.#columns.size).fill("")
    this.#add(record, { prefix: "", depth: 1, cells })
    return cells
  }

  #add(record: JsonObject, { prefix, depth, cells }: { prefix: string; depth: number; cells: string[] }): void {
    for (const [name, value] of Object.entries(record)) {
      const path = prefix + name
      if (isObject(value) && depth < deepestName) {
        this.isNested = true
        this.#add(value, { prefix: path + joint, depth: depth + 1, cells })
      } else cells[this.#columnOf(path, cells)] = this.#textOf(value)
    }
  }

  #columnOf(path: string, cells: string[]): number {
    const known = this.#columns.get(path)
    if (known !== undefined) return known
    const column = this.#columns.size
    this.#columns.set(path, column)
    cells.push("")
    return column
  }

  #textOf(value: unknown): string {
    if (value === null || value === undefined) return ""
    if (typeof value !== "object") return String(value)
    if (Array.isArray(value) && value.every((one) => typeof one !== "object" || one === null)) {
      return value.filter((one) => one !== null).join("; ")
    }
    this.isNested = true
    return JSON.stringify(value)
  }
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}
