import { searchMessages } from "../../../texts/index.ts"
import type { Page } from "../../page.ts"
import { routes } from "../../routes.ts"
import { Icon } from "../icon/icon.tsx"

interface Options {
  readonly page: Page
  readonly value?: string
  /** Parameters kept when a new word is sought. */
  readonly kept?: readonly (readonly [name: string, value: string])[]
  /** On the dark band of the home page. */
  readonly onBand?: boolean
}

/** The same box everywhere; the suggestions island attaches itself to `data-suggest`. */
export function SearchBox({ page, value = "", kept = [], onBand = false }: Options) {
  const words = searchMessages[page.language]
  return (
    <search>
      <form
        class={onBand ? "find" : "find line"}
        action={routes.datasets(page.language)}
        data-suggest={routes.api.suggest()}
        data-suggest-label={words.suggestions}
        data-suggest-kinds={JSON.stringify(words.suggestionKinds)}
      >
        <label class="sr" for="q">
          {words.label}
        </label>
        <input
          id="q"
          name="q"
          type="search"
          value={value}
          placeholder={words.placeholder}
          autocomplete="off"
          maxLength={300}
        />
        {kept.map(([name, one]) => (
          <input type="hidden" name={name} value={one} />
        ))}
        <button type="submit" class={onBand ? "btn gold" : "btn"}>
          <Icon name="search" />
          {words.button}
        </button>
      </form>
    </search>
  )
}
