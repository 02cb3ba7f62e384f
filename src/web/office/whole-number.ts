/** A place in a list, as an address holds it: digits that the database can hold, or nothing. */
export function wholeNumber(text: string | null, mostDigits = 9): number | undefined {
  return text !== null && /^\d+$/.test(text) && text.length <= mostDigits ? Number(text) : undefined
}
