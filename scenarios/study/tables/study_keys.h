#pragma once

#include <functional>
#include <string>
#include <vector>

#include "scenarios/study/keys/key_table.h"
#include "scenarios/study/study.h"

namespace tiersim {

/// One possible entry of the map `tiers` or of the map `links` in a study, for example
/// `tiers.edge`. It can be read and copied by itself, without the other entries.
struct StudyEntry {
  std::string name;         ///< name of the entry in its map: "edge"
  std::string description;  ///< description for the documentation
  std::string schema;       ///< name of the entry's definition in the JSON Schema
  /// Reads the entry into `study`. `map` is the whole map, with all entries that the study has. If
  /// `map` does not have this entry, or if the entry is a link with the value `none`, removes the
  /// entry from `study`.
  std::function<void(const Value& map, Study& study)> read;
  /// Copies the settings of the entry from one study to another. If `from` lacks the entry, it is
  /// removed from `to`.
  std::function<void(const Study& from, Study& to)> copy;
};

/// A key at the top level of a study file.
struct StudyKey {
  /// Whether and how an included file may give defaults for a key.
  enum class Included {
    no,      ///< an included file may not have this key
    whole,   ///< the included value is used if the study lacks the key
    by_name  ///< each included entry is used if the study lacks the entry of that name
  };

  Key<Study> key;
  Included included{Included::no};
  bool is_swept{false};  ///< whether the key, or settings below it, can be swept
  /// If the value of the key is a map of named entries (`tiers`, `links`): the names that the map
  /// may have, and how each entry is read. Empty for any other key, because its value is read as a
  /// whole.
  std::vector<StudyEntry> entries{};

  /// Returns the name of the key in a study file.
  const std::string& name() const { return key.description.name; }
};

/// Returns all keys at the top level of a study file, in the order in which they are printed and
/// documented.
const std::vector<StudyKey>& study_keys();
/// Returns the name of each key in `keys`, in the order of `keys`.
std::vector<std::string> names_of(const std::vector<StudyKey>& keys);
/// Returns the name of each entry in `entries`, in the order of `entries`.
std::vector<std::string> names_of(const std::vector<StudyEntry>& entries);

/// Makes the key `tiers` of a study, with an entry for each tier.
StudyKey tiers_key();
/// Makes the key `links` of a study, with an entry for each name that a link may have.
StudyKey links_key();

/// Reads the value of one top-level key into `study`. `root` is the whole study file. If it lacks
/// the key, `study` is not changed, unless Key::is_read_always is set. Throws StudyError if the
/// value is wrong, or if a required key is missing.
void read_study_key(const StudyKey& key, const Value& root, Study& study);

}  // namespace tiersim
