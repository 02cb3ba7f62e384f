/**
 * Resumable uploads as the description and the reference show them. They are served by `api/uploads`, since they follow the
 * protocol tus 1.0 (https://tus.io/protocols/resumable-upload): what matters of them stands in headers.
 */
import { z } from "zod"
import type { Texts } from "../reader-language.ts"
import type { Description } from "./endpoint.ts"
import { type Parameter, pathParameter } from "./parameters.ts"

function header(description: Texts, required = true): Parameter {
  return { schema: z.string(), json: { type: "string" }, description, repeatable: false, required }
}

const version = {
  "Tus-Resumable": header({ ar: "‏1.0.0 دائما", fr: "Toujours 1.0.0", en: "Always 1.0.0" }),
}
const offset = header({
  ar: "أول بايت من هذا الجزء؛ يقول HEAD أين توقّف الرفع",
  fr: "Premier octet de cette partie ; HEAD dit où l’envoi s’est arrêté",
  en: "First byte of this part; HEAD says where the upload stopped",
})
const checksum = header(
  {
    ar: "خوارزمية (sha1 أو sha256) وبصمة هذا الجزء بترميز base64",
    fr: "Algorithme (sha1 ou sha256) et somme de cette partie en base64",
    en: "Algorithm (sha1 or sha256) and checksum of this part in base64",
  },
  false,
)
const uploadId = {
  id: pathParameter({
    ar: "معرّف الرفع، وهو معرّف الملف بعد وصوله",
    fr: "Identifiant de l’envoi, puis du fichier arrivé",
    en: "Identifier of the upload, and of the file once it has arrived",
  }),
}
const none = z.null()
const shared = { group: "uploads", query: {}, examples: [], answer: none } as const
const ofBytes = ["wrong-offset", "checksum-mismatch", "upload-interrupted", "storage-full"] as const
const ofProtocol = ["invalid-upload", "upload-protocol-version"] as const
const one = "/uploads/{id}"

export const uploadAddresses: readonly Description[] = [
  {
    ...shared,
    id: "beginUpload",
    method: "POST",
    path: "/uploads",
    repeatable: true,
    status: 201,
    summary: {
      ar: "بدء رفع ملف؛ عنوانه في Location، ويمكن إرسال أول البايتات معه",
      fr: "Commencer un envoi ; son adresse est dans Location, les premiers octets peuvent suivre aussitôt",
      en: "Begin an upload; its address is in Location, and the first bytes may come along",
    },
    pathParameters: {},
    headers: {
      ...version,
      "Upload-Length": header({
        ar: "حجم الملف بالبايت",
        fr: "Taille du fichier en octets",
        en: "Size of the file in bytes",
      }),
      "Upload-Metadata": header(
        {
          ar: "filename وfiletype، كلّ قيمة بترميز base64",
          fr: "filename et filetype, chaque valeur en base64",
          en: "filename and filetype, each value in base64",
        },
        false,
      ),
    },
    refusals: [...ofProtocol, ...ofBytes, "file-too-large", "upload-quota-exceeded", "too-many-uploads"],
  },
  {
    ...shared,
    id: "uploadOffset",
    method: "HEAD",
    path: one,
    summary: {
      ar: "أين وصل الرفع: Upload-Offset وUpload-Length وUpload-Expires",
      fr: "Où en est l’envoi : Upload-Offset, Upload-Length, Upload-Expires",
      en: "How far the upload is: Upload-Offset, Upload-Length, Upload-Expires",
    },
    pathParameters: uploadId,
    headers: version,
    refusals: ["upload-not-found", "upload-protocol-version"],
  },
  {
    ...shared,
    id: "continueUpload",
    method: "PATCH",
    path: one,
    sends: "application/offset+octet-stream",
    status: 204,
    summary: {
      ar: "إرسال بايتات من الموضع الذي توقّف عنده؛ الجواب يقول الموضع الجديد",
      fr: "Envoyer des octets depuis la position atteinte ; la réponse dit la nouvelle",
      en: "Send bytes from where it stopped; the answer says the new offset",
    },
    pathParameters: uploadId,
    headers: { ...version, "Upload-Offset": offset, "Upload-Checksum": checksum },
    refusals: ["upload-not-found", ...ofProtocol, ...ofBytes],
  },
  {
    ...shared,
    id: "showUpload",
    path: one,
    signedIn: true,
    summary: {
      ar: "حال الرفع بصيغة JSON، وما وُجد في الملف بعد وصوله",
      fr: "L’état de l’envoi en JSON, et ce qui a été trouvé dans le fichier arrivé",
      en: "The state of the upload as JSON, and what was found in the file once it has arrived",
    },
    pathParameters: uploadId,
    answer: z
      .object({
        id: z.string(),
        name: z.string(),
        state: z.enum(["arriving", "arrived", "inspected"]),
        offset: z.number(),
        byteSize: z.number(),
      })
      .meta({ id: "Upload", description: "With the fields of StoredFile once it has arrived" }),
    refusals: ["upload-not-found"],
  },
  {
    ...shared,
    id: "endUpload",
    method: "DELETE",
    path: one,
    status: 204,
    summary: { ar: "إلغاء الرفع", fr: "Abandonner l’envoi", en: "End the upload" },
    pathParameters: uploadId,
    headers: version,
    refusals: ["upload-not-found", "upload-protocol-version"],
  },
]
