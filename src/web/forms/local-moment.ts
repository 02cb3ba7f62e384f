/** Moments as `datetime-local` inputs hold them: by the clock of the portal, without its zone. */
const format = new Intl.DateTimeFormat("sv-SE", {
  timeZone: "Africa/Tunis",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
})

export function localMoment(moment: Date): string {
  return format.format(moment).replace(" ", "T")
}

/** The moment at which that clock shows `2026-11-23T09:30`. Nothing where it is no moment. */
export function momentFrom(local: string): Date | undefined {
  const text = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?=$|:\d{2}$)/.exec(local)?.[0]
  const asUtc = new Date(`${text}:00Z`)
  if (Number.isNaN(asUtc.getTime()) || !asUtc.toISOString().startsWith(`${text}`)) return undefined
  // What the clock there shows at that moment of UTC tells how far it is ahead.
  const ahead = Date.parse(`${localMoment(asUtc)}:00Z`) - asUtc.getTime()
  return new Date(asUtc.getTime() - ahead)
}
