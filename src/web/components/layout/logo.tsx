/** The ف of فهرس, its dot a golden nuqta. */
export function Logo() {
  return (
    <svg viewBox="0 0 32 32" fill="none" aria-hidden="true">
      <path d="M28 12.5h-9.5v9H28M28 10.5V28H4.2v-7.5" stroke="#f6f1e2" stroke-width="4" />
      <path d="m23.2 1 3.6 3.6-3.6 3.6-3.6-3.6z" fill="#ecb949" />
    </svg>
  )
}
