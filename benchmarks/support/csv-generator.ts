import { once } from "node:events"
import { createWriteStream } from "node:fs"

const governorates = ["Tunis", "Sfax", "Béja", "Gabès", "صفاقس", "نابل", "Ariana", "القيروان"]

/** What an office exports: ids, days, places, codes, money with three decimals, texts with commas, words for yes and no. */
export function officeCsv(path: string, bytes: number): Promise<number> {
  const header = "id,date,gouvernorat,code_postal,montant,quantite,taux,libelle,actif,horodatage"
  return write(path, header, { isEnough: (written) => written >= bytes, line: officeLine })
}

export function officeLine(row: number): string {
  const moment = new Date(1.5e12 + row * 61_000).toISOString()
  const day = `${moment.slice(8, 10)}/${moment.slice(5, 7)}/${moment.slice(0, 4)}`
  const money = `"${(row * 37) % 100_000},${String(row % 1000).padStart(3, "0")}"`
  const label = `"Bénéficiaire, n° ${(row * 31) % 50_000}"`
  const place = governorates[row % governorates.length]
  const numbers = `${(row * 7) % 1000},${(row % 997) / 10}`
  return `${row},${day},${place},0${1000 + (row % 9000)},${money},${numbers},${label},${row % 2 ? "oui" : "non"},${moment.slice(0, 19)}`
}

/** As many columns as wished: whole numbers, decimals, words. */
export function wideCsv(path: string, { columns, rows }: { columns: number; rows: number }): Promise<number> {
  const header = Array.from({ length: columns }, (_, column) => `mesure_${column}`).join(",")
  const cell = (row: number, column: number) => {
    const value = (row * 31 + column * 7) % 10_007
    return column % 3 === 0 ? value : column % 3 === 1 ? value / 8 : governorates[value % governorates.length]
  }
  const line = (row: number) => Array.from({ length: columns }, (_, column) => cell(row, column)).join(",")
  return write(path, header, { isEnough: (_, row) => row >= rows, line })
}

interface Lines {
  readonly isEnough: (bytes: number, row: number) => boolean
  readonly line: (row: number) => string
}

async function write(path: string, header: string, { isEnough, line }: Lines): Promise<number> {
  const file = createWriteStream(path)
  file.write(`${header}\n`)
  let bytes = header.length + 1
  let row = 0
  while (!isEnough(bytes, row)) {
    const lines: string[] = []
    for (let end = row + 2000; row < end && !isEnough(bytes, row); ) lines.push(line(row++))
    const text = `${lines.join("\n")}\n`
    bytes += Buffer.byteLength(text)
    if (!file.write(text)) await once(file, "drain")
  }
  file.end()
  await once(file, "close")
  return row
}
