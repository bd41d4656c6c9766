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

/// Returns the keys of all kinds of links, with one entry for each kind. The first entry is the
/// default kind.
const std::vector<LinkKeys>& link_keys();
const KeyTable<StudyLink>& keys_of(const LinkKind& kind);

/// One name that a link may have in the map `links` of a study, such as "mobile-edge", with its
/// description.
struct LinkName {
  std::string name, description;
  bool is_access;  ///< from the client or the mobile device
};
const std::vector<LinkName>& link_names();

/// Reads a link into `link`. Throws StudyError, and UserError for a mistake in a file that it
/// names.
void read_link(const LinkName& name, const Value& value, StudyLink& link);

}  // namespace tiersim
