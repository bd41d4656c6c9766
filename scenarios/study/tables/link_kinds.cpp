#include "scenarios/study/tables/link_kinds.h"

#include <fmt/format.h>

#include <stdexcept>

namespace tiersim {

const std::vector<LinkKeys>& link_keys() {
  static const std::vector<LinkKeys> all{{"wire", wire_keys}, {"wifi", wifi_keys}};
  return all;
}

const KeyTable<StudyLink>& keys_of(const LinkKind& kind) {
  for (const LinkKeys& each : link_keys())
    if (each.kind == kind.name()) return each.keys();
  throw std::out_of_range("no keys for links of this kind");
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
    for (const LinkKeys& each : link_keys()) known.push_back(each.kind);
    link.kind = &link_kind(kind.one_of(known));
    if (link.kind->is_access_only() && !name.is_access)
      kind.fail(
          fmt::format("{} gives access (use it from the client or the mobile device, a wire here)",
                      link.kind->title()));
  }
  read_keys(keys_of(*link.kind), value, link);
}

}  // namespace tiersim
