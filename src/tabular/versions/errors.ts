import { Refusal } from "../../platform/refusal.ts"

export class TableNotFound extends Refusal {
  readonly code = "table-not-found"
  readonly status = 404

  constructor(ref: string) {
    super("No table and no distribution has this identifier", { ref: ref.slice(0, 100) })
  }
}
