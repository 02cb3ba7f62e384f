/** A value that can be recognised by who has the file, and by nobody else: first sign of each word, dots for the rest. */
export function masked(value: string): string {
  return value
    .trim()
    .slice(0, 40)
    .replace(/[\p{L}\p{N}]+/gu, (word) => word.slice(0, 1) + "•".repeat(Math.min(word.length - 1, 7)))
}
