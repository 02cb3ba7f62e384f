/** Whether who asks so would rather have CSV than JSON: it is named, and JSON is not named before it (RFC 9110 §12.5.1). */
export function prefersCsv(accept = ""): boolean {
  const weights = new Map(accept.split(",").map(weighed))
  const csv = weights.get("text/csv") ?? 0
  return csv > 0 && csv >= (weights.get("application/json") ?? 0)
}

function weighed(range: string): [type: string, weight: number] {
  const [type = "", ...parameters] = range.split(";").map((part) => part.trim().toLowerCase())
  const weight = Number(parameters.find((one) => one.startsWith("q="))?.slice(2) ?? 1)
  return [type, Number.isNaN(weight) ? 0 : weight]
}
