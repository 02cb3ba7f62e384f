import { z } from "zod"
import type { HarvestSource } from "../../connector.ts"
import { stopped } from "../../reading/index.ts"

/** The options of a source as its connector understands them. Throws `bad-options`. */
export function optionsOf<T>(schema: z.ZodType<T>, { options }: HarvestSource): T {
  const parsed = schema.safeParse(options)
  if (parsed.success) return parsed.data
  throw stopped("bad-options", { issues: z.prettifyError(parsed.error) })
}

/** The option that every kind has. */
export const languageOption = z
  .string()
  .regex(/^[a-z]{2,3}$/)
  .optional()
  .describe("Language of records whose text does not show it, as a BCP 47 code.")
