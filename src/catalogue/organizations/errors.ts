import { Refusal } from "../../platform/refusal.ts"

export class OrganizationNotFound extends Refusal {
  readonly code = "organization-not-found"
  readonly status = 404
  constructor(ref: string) {
    super(`There is no organisation "${ref}".`, { ref })
  }
}

/** It would lie below itself. */
export class OrganizationCycle extends Refusal {
  readonly code = "organization-cycle"
  readonly status = 409
  constructor() {
    super("A body cannot lie below itself, nor go on as itself.")
  }
}
