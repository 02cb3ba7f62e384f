/** A property only where there is a value: absent, undefined and null are one thing. */
export function given<Name extends string, Value>(
  name: Name,
  value: Value | null | undefined,
): { [N in Name]?: Value } {
  return value === null || value === undefined ? {} : ({ [name]: value } as { [N in Name]: Value })
}
