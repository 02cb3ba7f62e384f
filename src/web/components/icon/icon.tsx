import { iconShapes } from "./icon-shapes.ts"

export type IconName = keyof typeof iconShapes

/** Always beside a word, hence hidden from screen readers. `flip` mirrors arrows in right-to-left pages. */
export function Icon({ name, flip = false, class: more }: { name: IconName; flip?: boolean; class?: string }) {
  return (
    <svg
      class={`ic${flip ? " flip" : ""}${more ? ` ${more}` : ""}`}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
      dangerouslySetInnerHTML={{ __html: iconShapes[name] }}
    />
  )
}
