import { inLanguage } from "../../texts/index.ts"
import type { Licence } from "../../vocabulary/index.ts"
import type { Actions } from "./action.ts"
import { oneText } from "./shapes.ts"

/** Clients read the digits to decide which parameters they may send: this is the version whose reads we answer. */
const compatibleVersion = "2.11.3"

export const siteActions: Actions = {
  status_show: {
    help: "What this portal is.",
    async run(_params, { baseUrl, siteName, version }) {
      return {
        ckan_version: compatibleVersion,
        site_title: inLanguage(siteName, "fr")?.text ?? "",
        site_description: "",
        site_url: baseUrl,
        locale_default: "fr",
        error_emails_to: null,
        extensions: [],
        software: `fihrist ${version}`,
      }
    },
  },
  site_read: {
    help: "Whether the portal may be read: true.",
    run: async () => true,
  },
  license_list: {
    help: "The licences of the register.",
    run: async (_params, { vocabularies }) => vocabularies().licences.map(licenceDict),
  },
  vocabulary_list: {
    help: "Tag vocabularies: there are none.",
    run: async () => [],
  },
}

function licenceDict({ code, title, url, open, kind, rawValues }: Licence) {
  return {
    id: code,
    title: oneText(title),
    title_translated: title,
    url: url ?? "",
    status: "active",
    family: kind,
    maintainer: "",
    domain_content: open,
    domain_data: open,
    domain_software: false,
    is_generic: false,
    is_okd_compliant: open,
    is_osi_compliant: false,
    od_conformance: open ? "approved" : "not reviewed",
    osd_conformance: "not reviewed",
    legacy_ids: [...rawValues],
  }
}
