/** Moments as `datetime-local` inputs hold them: by the clock of the portal, without its zone. */
const timeZone = "Africa/Tunis"

const format = new Intl.DateTimeFormat("sv-SE", {
  timeZone,
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
})

export function localMoment(moment: Date): string {
  return format.format(moment).replace(" ", "T")
}

/** An invalid date where it is none. */
export function momentFrom(text: string): Date {
  const asUtc = new Date(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(text) ? `${text}:00Z` : Number.NaN)
  if (Number.isNaN(asUtc.getTime())) return asUtc
  // What the clock there shows at that moment of UTC tells how far it is ahead.
  const ahead = Date.parse(`${localMoment(asUtc)}:00Z`) - asUtc.getTime()
  return new Date(asUtc.getTime() - ahead)
}
