#pragma once

#include <string>

#include "network/link/link.h"
#include "scenarios/study/keys/key_table.h"

namespace tiersim {

/// A link as studies describe it.
struct StudyLink : Link {
  std::string trace_file;  ///< as the study's own file would write it; empty if there is no trace
};

/// The key `kind`, for the table of the kind of this name.
Key<StudyLink> kind_key(const std::string& name, const std::string& meaning);

/// The key `background`.
Key<StudyLink> background_key();
const KeyTable<Background>& background_keys();

/// The keys of a trace in the form {file: FILE.csv, loop: true}, and the key `trace`.
struct TraceSetting {
  std::string file;
  bool loop{false};
};
const KeyTable<TraceSetting>& trace_keys();
Key<StudyLink> trace_key();

}  // namespace tiersim
