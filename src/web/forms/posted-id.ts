import { NotFound } from "../../platform/http/index.ts"
import { isUuid } from "../../platform/ids.ts"

/** An id that a form posts; what is none leads to nothing. */
export function postedId(form: URLSearchParams, name = "id"): string {
  const id = form.get(name) ?? ""
  if (!isUuid(id)) throw new NotFound("There is nothing of this id")
  return id
}
