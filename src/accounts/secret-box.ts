import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto"
import { linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from "node:fs"
import { join } from "node:path"

/** Encrypts what must be read again (secrets of second factors, the state of a single sign-on). */
export interface SecretBox {
  /** `purpose` binds the text to its place: opened elsewhere, it is refused. */
  seal(text: string, purpose: string): Buffer
  /** Undefined when it was not sealed here for this purpose. */
  open(sealed: Uint8Array, purpose: string): string | undefined
}

const [nonceBytes, tagBytes] = [12, 16]

export function createSecretBox(secret: string | Uint8Array): SecretBox {
  const key = Buffer.from(hkdfSync("sha256", secret, "", "fihrist secret box", 32))
  return {
    seal(text, purpose) {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(purpose))
      const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), body])
    },
    open(sealed, purpose) {
      if (sealed.length < nonceBytes + tagBytes) return undefined
      const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, nonceBytes), { authTagLength: tagBytes })
        .setAAD(Buffer.from(purpose))
        .setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes))
      try {
        return decipher.update(sealed.subarray(nonceBytes + tagBytes), undefined, "utf8") + decipher.final("utf8")
      } catch {
        // GCM says only that it is not ours.
        return undefined
      }
    },
  }
}

/** The secret of the setting (several nodes share it), else that of the folder of the instance, made at first need. */
export function openSecretBox({ secret, dataDir }: { secret: string | undefined; dataDir: string }): SecretBox {
  return createSecretBox(secret ?? secretOfFolder(dataDir))
}

function secretOfFolder(dataDir: string): Buffer {
  const file = join(dataDir, "secret")
  mkdirSync(dataDir, { recursive: true })
  const own = `${file}.${process.pid}`
  writeFileSync(own, randomBytes(32).toString("base64"), { mode: 0o600 })
  try {
    // Appears whole, and only for the first of two processes that start together.
    linkSync(own, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error
  } finally {
    unlinkSync(own)
  }
  const secret = Buffer.from(readFileSync(file, "utf8"), "base64")
  if (secret.length !== 32) throw new Error(`${file} is damaged: put back the one of your backup`)
  return secret
}
