import { Refusal } from "../platform/refusal.ts"

export class SlugInvalid extends Refusal {
  readonly code = "slug-invalid"
  readonly status = 400
  constructor(slug: string) {
    super(`"${slug}" cannot be a slug: use lower-case letters a-z, digits and single hyphens, 80 characters at most.`, {
      slug,
    })
  }
}

export class SlugTaken extends Refusal {
  readonly code = "slug-taken"
  readonly status = 409
  constructor(slug: string) {
    super(`"${slug}" is or was the slug of another organisation; slugs are given once. Choose another.`, { slug })
  }
}

export class NameMissing extends Refusal {
  readonly code = "name-missing"
  readonly status = 400
  constructor() {
    super("An organisation needs a name in at least one language.")
  }
}
