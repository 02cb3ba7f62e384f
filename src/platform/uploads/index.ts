/**
 * Files that people send. An *upload* is a file under way, resumable for a week; a *stored file* is one that arrived: its
 * bytes are a blob, its row says whose it is, what it is and what was found in it.
 */
export { holdBlobs } from "./blob-lock.ts"
export { InvalidUpload, StoredFileNotFound, UnknownProtocolVersion } from "./errors.ts"
export { cleanFileName } from "./file-name.ts"
export { sweepFilesJob } from "./jobs.ts"
export { keepFile } from "./keep-file.ts"
export { type PostedFile, type PostedFiles, type Receiving, receiveMultipart } from "./receive-multipart.ts"
export { sniffMediaType } from "./sniff.ts"
export { hasOpenWarnings, type PersonalDataSign, type StoredFile, type WarningAnswer } from "./stored-file.ts"
export {
  answerWarnings,
  type NewStoredFile,
  saveStoredFile,
  storedFile,
  storedFiles,
  storeInspection,
} from "./stored-file-store.ts"
export { sweepFiles } from "./sweep.ts"
export type { Checksum, UploadProgress } from "./upload.ts"
export { uploadLimits } from "./upload-policy.ts"
export { createUploads, type Uploads } from "./uploads.ts"
