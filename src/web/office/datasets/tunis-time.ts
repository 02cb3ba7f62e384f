const offsets = new Intl.DateTimeFormat("en", { timeZone: "Africa/Tunis", timeZoneName: "longOffset" })

/** The moment that a clock in Tunis shows so: `2026-11-23T09:30`. Nothing where it is no moment. */
export function momentInTunis(local: string): Date | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?$/.test(local)) return undefined
  const asUtc = new Date(`${local}Z`)
  if (Number.isNaN(asUtc.getTime())) return undefined
  const name = offsets.formatToParts(asUtc).find(({ type }) => type === "timeZoneName")?.value ?? "GMT"
  const offset = name === "GMT" ? "Z" : name.slice("GMT".length)
  return new Date(`${local}${offset}`)
}
