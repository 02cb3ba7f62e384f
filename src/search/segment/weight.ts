/**
 * V8 does not count shared buffers, so nothing urges it to look for those that nobody uses any more: while a harvest runs, a new
 * one of up to the size of the whole index is made each second, and two gigabytes of old ones may lie about. An ordinary buffer
 * of the same size, which is only reserved and never touched, stands for each while its user lives.
 */
const weights = new WeakMap<object, ArrayBuffer>()

export function countAsHeld(user: object, { byteLength }: SharedArrayBuffer): void {
  weights.set(user, new ArrayBuffer(byteLength, { maxByteLength: byteLength }))
}
