/** Formats as small plates; more than `limit` would say little. */
export function Formats({ formats, limit = 5 }: { formats: readonly string[]; limit?: number }) {
  return (
    <>
      {formats.slice(0, limit).map((format) => (
        <>
          <span class="fmt">{format}</span>{" "}
        </>
      ))}
      {formats.length > limit && <span class="faint">+{formats.length - limit}</span>}
    </>
  )
}
