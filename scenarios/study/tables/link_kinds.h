#pragma once

#include <string>
#include <vector>

#include "scenarios/study/tables/study_link.h"

namespace tiersim {

/// Makes the table of all keys that a link of this kind may have in a study: the key `kind`, the
/// keys of the settings that only this kind has, and the keys of the settings that it has in common
/// with other kinds.
KeyTable<StudyLink> make_link_keys(const LinkKind& kind);

/// Returns the keys of a kind of link that is in link_kinds(). They are made once, by
/// make_link_keys(). Throws std::out_of_range for any other kind.
const KeyTable<StudyLink>& keys_of(const LinkKind& kind);

/// One name that a link may have in the map `links` of a study, such as "mobile-edge", with its
/// description.
struct LinkName {
  std::string name, description;
  /// Whether the link may have a kind for which LinkKind::is_access_only() is true.
  bool is_access;
};
/// Returns all names that links may have.
const std::vector<LinkName>& link_names();

/// Reads the settings `value` of one link from a study into `link`. `name` is the name of the link.
/// Throws StudyError if the settings are wrong or if the kind is not possible for a link with this
/// name. Throws UserError if a trace file that the settings name has a mistake.
void read_link(const LinkName& name, const Value& value, StudyLink& link);

}  // namespace tiersim
