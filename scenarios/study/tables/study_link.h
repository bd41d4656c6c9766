#pragma once

#include <string>

#include "network/link/link.h"
#include "scenarios/study/keys/key_table.h"

namespace tiersim {

/// A link with its settings from a study.
struct StudyLink : Link {
  /// Path of the link's trace file, relative to the folder of the study or absolute. Empty if the
  /// link has no trace.
  std::string trace_file;
};

/// Makes the key `kind` of a link, for the table of keys of links of this kind. Its only permitted
/// value is the name of the kind. The key is required, unless a link has this kind by default.
Key<StudyLink> kind_key(const LinkKind& kind);

/// Makes the key `background` of a link, which is for traffic over this link that does not belong
/// to the study's requests. Its value is either one rate, which each direction has, or a map with
/// the keys background_keys().
Key<StudyLink> background_key();
/// Returns the keys of the map that the key `background` of a link may have as its value.
const KeyTable<Background>& background_keys();

/// The settings of a link's trace, which a study writes as {file: FILE.csv, loop: true}.
struct TraceSetting {
  std::string file;  ///< path of the CSV file with the rates
  bool loop{false};  ///< whether the trace begins again at the time of its last row
};
/// Returns the keys of the map that the key `trace` of a link may have as its value. Reading them
/// sets the members of a TraceSetting.
const KeyTable<TraceSetting>& trace_keys();
/// Makes the key `trace` of a link. Its value is the path of a CSV file, or a map with the keys
/// trace_keys().
Key<StudyLink> trace_key();

}  // namespace tiersim
