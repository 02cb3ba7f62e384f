import { deliveriesOf, noticeTopics, preferencesOf, savePreferences } from "../../../notifications/index.ts"
import { noticeMessages, officeShellMessages } from "../../../texts/index.ts"
import { ChoiceGroup } from "../../components/form/field.tsx"
import { Form } from "../../components/form/form.tsx"
import { routes } from "../../routes.ts"
import type { OfficeHandler } from "../office-route.ts"
import { OfficeLayout } from "../shell/office-layout.tsx"

export const preferencesPage: OfficeHandler = async ({ db }, { page, viewer, language }) => {
  const words = noticeMessages[language]
  const preferences = await preferencesOf(db, viewer.account.id)
  return {
    kind: "page",
    view: (
      <OfficeLayout page={page} title={words.preferences} lead={words.preferencesLead}>
        <Form page={page}>
          <div class="g2 topics">
            {noticeTopics.map((topic) => (
              <ChoiceGroup
                name={topic}
                label={words.topics[topic]}
                values={[preferences[topic]]}
                choices={deliveriesOf(topic).map((delivery) => ({ value: delivery, label: words.delivery[delivery] }))}
              />
            ))}
          </div>
          <button type="submit" class="btn">
            {officeShellMessages[language].save}
          </button>
        </Form>
      </OfficeLayout>
    ),
  }
}

export const keepPreferences: OfficeHandler = async ({ db }, { viewer, form, language }) => {
  await savePreferences(
    db,
    viewer.account.id,
    Object.fromEntries(noticeTopics.map((topic) => [topic, form.get(topic) ?? ""])),
  )
  return { kind: "see", to: routes.office(language, "/notices/preferences"), done: "saved" }
}
