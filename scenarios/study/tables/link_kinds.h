#pragma once

#include <string>
#include <vector>

#include "scenarios/study/tables/study_link.h"

namespace tiersim {

/// The keys of one kind of link. Each kind has a table in a file of its own.
struct LinkKeys {
  std::string kind;  ///< the name of a LinkKind
  const KeyTable<StudyLink>& (*keys)();
};

const KeyTable<StudyLink>& wire_keys();
const KeyTable<StudyLink>& wifi_keys();

/// Those of every kind. The first one is the default kind.
const std::vector<LinkKeys>& link_keys();
const KeyTable<StudyLink>& keys_of(const LinkKind& kind);

/// The names that `links` may have, with their descriptions.
struct LinkName {
  std::string name, description;
  bool is_access;  ///< from the client or the mobile device
};
const std::vector<LinkName>& link_names();

/// Reads a link into `link`. Throws StudyError, and UserError for a mistake in a file that it
/// names.
void read_link(const LinkName& name, const Value& value, StudyLink& link);

}  // namespace tiersim
