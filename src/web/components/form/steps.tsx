/** Steps of a long act, numbered; those before the current one are done. */
export function Steps({ names, current }: { names: readonly string[]; current: number }) {
  return (
    <ol class="steps">
      {names.map((name, index) => (
        <li
          class={index < current ? "done" : undefined}
          {...(index === current ? { "aria-current": "step" as const } : {})}
        >
          {name}
        </li>
      ))}
    </ol>
  )
}
