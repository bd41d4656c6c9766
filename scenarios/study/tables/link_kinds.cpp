#include "scenarios/study/tables/link_kinds.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "scenarios/study/tables/link_parts.h"
#include "scenarios/study/tables/own_setting.h"

namespace tiersim {

KeyTable<StudyLink> make_link_keys(const LinkKind& kind) {
  std::vector<Key<StudyLink>> keys{kind_key(kind)};
  for (const AnyLinkSetting& setting : kind.settings()) keys.push_back(own_key(setting));
  const std::vector<LinkPart> parts = kind.parts();
  for (const LinkPart part : parts) add_keys(part, keys);
  KeyTable<StudyLink> table(std::move(keys));
  if (std::find(parts.begin(), parts.end(), LinkPart::rate) != parts.end())
    table.check_given = check_rate_given;
  table.check = check_parts;
  table.rules = rules_of(parts);
  return table;
}

const KeyTable<StudyLink>& keys_of(const LinkKind& kind) {
  static const std::map<const LinkKind*, KeyTable<StudyLink>> tables = [] {
    std::map<const LinkKind*, KeyTable<StudyLink>> made;
    for (const LinkKind* each : link_kinds()) made.emplace(each, make_link_keys(*each));
    return made;
  }();
  return tables.at(&kind);
}

const std::vector<LinkName>& link_names() {
  static const std::vector<LinkName> names{
      {"client-mobile",
       "From a client in front of the mobile device. Requests then start at the client.", true},
      {"mobile-edge", "From the mobile device to the edge.", true},
      {"edge-cloud", "From the edge to the cloud.", false},
      {"mobile-cloud", "A way past the edge. Without it, packets pass the edge.", false}};
  return names;
}

void read_link(const LinkName& name, const Value& value, StudyLink& link) {
  if (const Value kind = value["kind"]; kind.given()) {
    std::vector<std::string> known;
    for (const LinkKind* each : link_kinds()) known.emplace_back(each->name());
    link.kind = &link_kind(kind.one_of(known));
    if (link.kind->is_access_only() && !name.is_access)
      kind.fail(
          fmt::format("{} gives access (use it from the client or the mobile device, a wire here)",
                      link.kind->title()));
  }
  read_keys(keys_of(*link.kind), value, link);
}

}  // namespace tiersim
