import { fold } from "../fold.ts"

const escaped = (raw: string): string => raw.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")

/**
 * Some words in a folded header: Latin ones whole, Arabic ones also with what is written onto them ("بالدينار",
 * "ولايات"), unless they are mere initials.
 */
export function wordsIn(words: readonly string[]): string {
  const folded = [...new Set(words.map(fold))].filter((word) => word !== "")
  const open = folded.filter((word) => /\p{Script=Arabic}{3}/u.test(word))
  const whole = folded.filter((word) => !open.includes(word))
  const parts = [
    ...(whole.length > 0 ? [`(?:^| )(?:${whole.map(escaped).join("|")})(?: |$)`] : []),
    ...open.map(escaped),
  ]
  return parts.length > 0 ? parts.join("|") : "(?!)"
}

/** A unit as it stands after a number, in small letters: points and spaces may be left out. No look-around: RE2 reads it. */
export function afterNumber(words: readonly string[]): string {
  const written = words.map((word) => escaped(word.toLowerCase()).replaceAll("\\.", "\\.?").replaceAll(" ", " ?"))
  return `(?:${[...new Set(written)].sort((a, b) => b.length - a.length).join("|")})`
}

/** `[01]9999999` → `[01][0-9]{7}`, roughly. */
export function shapePattern(shape: string): string {
  return shape.replace(/\[[^\]]+\]|9|A/g, (sign) => (sign === "9" ? "[0-9]" : sign === "A" ? "[A-Z]" : sign))
}

/** Any of some shapes, whole; nothing where there are none. */
export function anyShape(shapes: readonly string[]): RegExp {
  return shapes.length === 0 ? /(?!)/ : new RegExp(`^(?:${shapes.map(shapePattern).join("|")})$`, "i")
}
