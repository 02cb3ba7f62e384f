/** Resumable uploads for pages and programs, by the tus protocol. */
export { registerUploads, type UploadRoutesDeps } from "./register-uploads.ts"
