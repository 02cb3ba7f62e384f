/** What a number of a spreadsheet is, by the format it is shown in: a date, a percentage, a code with leading zeros. */

export type NumberKind =
  | { readonly kind: "number" | "percent" | "date" | "datetime" | "time" | "duration" | "month" | "year" }
  | { readonly kind: "padded"; readonly digits: number }

/** Formats that have a number instead of a code (ECMA-376, 18.8.30); those of East Asia are dates too. */
const builtIn: Readonly<
  Record<number, NumberKind["kind"] & ("percent" | "date" | "datetime" | "time" | "duration" | "month")>
> = {
  9: "percent",
  10: "percent",
  14: "date",
  15: "date",
  16: "date",
  17: "month",
  18: "time",
  19: "time",
  20: "time",
  21: "time",
  22: "datetime",
  45: "time",
  46: "duration",
  47: "time",
}

export function numberKind(id: number, code: string | undefined): NumberKind {
  if (code !== undefined) return kindOfCode(code)
  if ((id >= 27 && id <= 36) || (id >= 50 && id <= 58)) return { kind: "date" }
  return { kind: builtIn[id] ?? "number" }
}

function kindOfCode(whole: string): NumberKind {
  const [first = ""] = whole.split(";")
  // Quoted words, escaped letters, fillers, colours, currencies and languages say nothing; [h] is a duration.
  const code = first
    .replace(/"[^"]*"|\\.|_.|\*./g, "")
    .replace(/\[(?!(?:h+|m+|s+)\])[^\]]*\]/gi, "")
    .toLowerCase()
  if (/^0{2,}$/.test(code)) return { kind: "padded", digits: code.length }
  if (/\[[hms]+\]/.test(code)) return { kind: "duration" }
  if (/general|standard/.test(code)) return { kind: "number" }
  const [days, years, hours] = [/d|j/.test(code), /y|e/.test(code) && !/0e[+-]/.test(code), /h|s/.test(code)]
  if (!days && !years && !hours && !/m/.test(code)) return { kind: code.includes("%") ? "percent" : "number" }
  if (hours) return { kind: days || years ? "datetime" : "time" }
  if (days) return { kind: "date" }
  if (/m/.test(code)) return { kind: years ? "month" : "date" }
  return { kind: "year" }
}

const dayMs = 86_400_000
/** Day 0 is 1899-12-30, so that days from March 1900 on are right in spite of a 29 February 1900. */
const epochs = { 1900: Date.UTC(1899, 11, 30), 1904: Date.UTC(1904, 0, 1) }
const lastDay = 2_958_465

export type Epoch = keyof typeof epochs

export function numberText(raw: string, format: NumberKind, epoch: Epoch): string {
  const value = Number(raw)
  if (raw.trim() === "" || Number.isNaN(value)) return raw
  switch (format.kind) {
    case "number":
      return plainNumber(value, raw)
    case "percent":
      return `${withoutNoise(value * 100)}%`
    case "padded":
      return Number.isInteger(value) && value >= 0
        ? String(value).padStart(format.digits, "0")
        : plainNumber(value, raw)
    case "duration":
      return durationText(value)
    default:
      return dateText(value, format.kind, epoch) ?? plainNumber(value, raw)
  }
}

/** As written where a number of the machine cannot hold it. */
function plainNumber(value: number, raw: string): string {
  if (/^-?\d{1,40}$/.test(raw) && !Number.isSafeInteger(value)) return raw
  return Number.isFinite(value) ? withoutNoise(value) : raw
}

/** 0.30000000000000004 is 0.3, of which programs show fifteen digits; seventeen real digits stay. */
function withoutNoise(value: number): string {
  const exact = String(value)
  if (exact.length < 16) return exact
  const rounded = String(Number(value.toPrecision(15)))
  return rounded.length <= exact.length - 3 ? rounded : exact
}

function dateText(serial: number, kind: NumberKind["kind"], epoch: Epoch): string | undefined {
  if (serial < 0 || serial > lastDay + 1) return undefined
  const shifted = epoch === 1900 && serial < 60 && serial >= 1 ? serial + 1 : serial
  // Fractions of a day are full of noise: a second is exact enough.
  const iso = new Date(Math.round((epochs[epoch] + shifted * dayMs) / 1000) * 1000).toISOString()
  const [date, time] = [iso.slice(0, 10), iso.slice(11, 19)]
  if (serial < 1 && epoch === 1900) return time
  if (kind === "time" && Number.isInteger(serial)) return date
  if (kind === "month") return date.endsWith("-01") ? date.slice(0, 7) : date
  if (kind === "year") return date.endsWith("-01-01") ? date.slice(0, 4) : date
  return time === "00:00:00" ? date : `${date}T${time}`
}

function durationText(days: number): string {
  const seconds = Math.round(Math.abs(days) * 86_400)
  const two = (part: number) => String(part).padStart(2, "0")
  const text = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
  return days < 0 ? `-${text}` : text
}
