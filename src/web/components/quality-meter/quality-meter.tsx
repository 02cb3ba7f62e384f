/** Five nuqtas, halves allowed, with their label in words. */
export function QualityMeter({ points, max, label }: { points: number; max: number; label: string }) {
  const halves = Math.round((points / max) * 10)
  return (
    <span class="meter5" role="img" aria-label={label}>
      {[0, 1, 2, 3, 4].map((at) => (
        <i class={halves >= 2 * at + 2 ? undefined : halves === 2 * at + 1 ? "h" : "o"} />
      ))}
    </span>
  )
}
