/** Words of the form's scripts, in the page's language. */
export type FormWords = Readonly<Record<string, string>>

export function formWords(): FormWords {
  return JSON.parse(document.getElementById("dataset-form-words")?.textContent ?? "{}")
}
