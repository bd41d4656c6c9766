#pragma once

#include <string>
#include <vector>

#include "scenarios/study/tables/study_link.h"

namespace tiersim {

/// Makes the table of keys of a link of this kind: `kind`, the settings that only the kind has, and
/// the keys of the parts that it has in common with other kinds.
KeyTable<StudyLink> make_link_keys(const LinkKind& kind);

/// Returns the keys of a kind of link that is in link_kinds(). They are made once, by
/// make_link_keys(). Throws std::out_of_range for any other kind.
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
