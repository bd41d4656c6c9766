#pragma once

#include <string>

#include "network/link/link.h"
#include "scenarios/study/keys/key_table.h"

namespace tiersim {

/// A link as studies describe it.
struct StudyLink : Link {
  std::string trace_file;  ///< as the study's own file would write it; empty if there is no trace
};

/// Makes the key `kind` for the table of keys of this kind of link.
Key<StudyLink> kind_key(const LinkKind& kind);

/// Makes the key `background` of a link: traffic of others over this link. Its value is one rate,
/// or a map with the keys background_keys().
Key<StudyLink> background_key();
/// The keys of the map that `background` may have as its value.
const KeyTable<Background>& background_keys();

/// A trace of a link's rate as a study writes it: {file: FILE.csv, loop: true}.
struct TraceSetting {
  std::string file;
  bool loop{false};
};
/// The keys of this map.
const KeyTable<TraceSetting>& trace_keys();
/// Makes the key `trace` of a link. Its value is the path of a CSV file, or a map with the keys
/// trace_keys().
Key<StudyLink> trace_key();

}  // namespace tiersim
