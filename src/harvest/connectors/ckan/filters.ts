/** Filters of `package_search`. They go into one `fq`: CKAN takes a repeated one for a list and fails on it. */

/**
 * Filters that must all hold. CKAN glues clauses of its own to the caller's, which makes both sides of a bare `a OR b` optional:
 * such a filter gets brackets. Others stay as they are, as a bracket around exclusions alone finds nothing in Solr.
 */
export function allOf(filters: readonly (string | undefined)[]): string | undefined {
  const said = filters.map((filter) => filter?.trim()).filter((filter) => filter)
  return said.length === 0 ? undefined : said.map((filter) => bracketed(filter as string)).join(" ")
}

function bracketed(filter: string): string {
  return hasBareOr(filter) ? `(${filter})` : filter
}

/** Whether an `OR` stands outside of quotes, brackets and ranges. */
function hasBareOr(filter: string): boolean {
  let depth = 0
  for (const [token] of filter.matchAll(/"(?:[^"\\]|\\.)*"|\\.|[([{]|[)\]}]|(?<!\S)OR(?!\S)|\|\|/g)) {
    if (/^[([{]$/.test(token)) depth += 1
    else if (/^[)\]}]$/.test(token)) depth -= 1
    else if (depth === 0 && (token === "OR" || token === "||")) return true
  }
  return false
}

/** What CKAN's harvesters write: changed at this moment or later. */
export function changedSince(moment: Date): string {
  return `metadata_modified:[${moment.toISOString()} TO *]`
}
