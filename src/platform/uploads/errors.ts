import { Refusal } from "../refusal.ts"

export class StoredFileNotFound extends Refusal {
  readonly code = "file-not-found"
  readonly status = 404

  constructor(id: string) {
    super("There is no such file", { id })
  }
}

/** Nobody's, somebody else's, ended or expired: an upload is told only to whoever began it. */
export class UploadNotFound extends Refusal {
  readonly code = "upload-not-found"
  readonly status = 404

  constructor(id: string) {
    super("There is no such upload under way", { id })
  }
}

/** A header of the protocol is missing or cannot be read. */
export class InvalidUpload extends Refusal {
  readonly code = "invalid-upload"
  readonly status = 400

  constructor(header: string) {
    super(`The header ${header} is missing or cannot be read`, { header })
  }
}

/** The client speaks another version of the protocol. */
export class UnknownProtocolVersion extends Refusal {
  readonly code = "upload-protocol-version"
  readonly status = 412

  constructor() {
    super("The header Tus-Resumable must be 1.0.0")
  }
}

/** The bytes do not go on where those that arrived end; ask with HEAD where to go on. */
export class WrongOffset extends Refusal {
  readonly code = "wrong-offset"
  readonly status = 409

  constructor(offset: number) {
    super(`The upload goes on at byte ${offset}`, { offset })
  }
}

/** The bytes were damaged on their way, and were thrown away; send them again. */
export class ChecksumMismatch extends Refusal {
  readonly code = "checksum-mismatch"
  readonly status = 460

  constructor() {
    super("The bytes do not have the checksum that was announced")
  }
}

export class TooManyUploads extends Refusal {
  readonly code = "too-many-uploads"
  readonly status = 429

  constructor(limit: number) {
    super(`More than ${limit} uploads under way`, { limit })
  }
}

/** All uploads under way of one account together. */
export class UploadQuotaExceeded extends Refusal {
  readonly code = "upload-quota-exceeded"
  readonly status = 413

  constructor(limitBytes: number) {
    super("The uploads under way are too large together", { limitBytes, limitMegabytes: Math.floor(limitBytes / 1e6) })
  }
}

/** The sender broke off, or sent the same upload over another connection. What had arrived stays. */
export class UploadInterrupted extends Refusal {
  readonly code = "upload-interrupted"
  readonly status = 408

  constructor() {
    super("The connection ended before the bytes did; what arrived is kept")
  }
}

/** A form with more files, fields or bytes than one may bring. */
export class FormTooLarge extends Refusal {
  readonly code = "form-too-large"
  readonly status = 413

  constructor(maxFiles: number) {
    super(`A form brings ${maxFiles} files at most`, { maxFiles })
  }
}
