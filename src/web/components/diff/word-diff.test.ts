import assert from "node:assert/strict"
import { test } from "node:test"
import { wordDiff } from "./word-diff.ts"

test("texts are compared word by word, in Arabic too: no word is cut", () => {
  assert.deepEqual(wordDiff("أسعار الخضر والغلال في الأسواق", "أسعار الحبوب والغلال في الأسواق"), [
    { kind: "same", text: "أسعار " },
    { kind: "removed", text: "الخضر" },
    { kind: "added", text: "الحبوب" },
    { kind: "same", text: " والغلال في الأسواق" },
  ])
})

test("where hardly a word stayed, both texts are shown whole", () => {
  const [before, after] = ["وكالة النهوض بالاستثمارات الفلاحية", "وزارة الفلاحة والموارد المائية والصيد البحري"]
  assert.deepEqual(wordDiff(before, after), [
    { kind: "removed", text: before },
    { kind: "added", text: after },
  ])
})
