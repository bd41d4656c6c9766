#pragma once

#include <functional>
#include <string>
#include <vector>

#include "scenarios/study/keys/key_table.h"
#include "scenarios/study/study.h"

namespace tiersim {

/// One entry of a map of tiers or links. It is read on its own.
struct StudyEntry {
  std::string name;
  std::string description;
  std::string schema;  ///< its name among the definitions of the JSON Schema
  std::function<void(const Value& map, Study& study)> read;
  std::function<void(const Study& from, Study& to)> copy;
};

/// A key at the top level of a study.
struct StudyKey {
  /// What a file that another study includes may say of this key.
  enum class Included {
    no,
    whole,   ///< it is the default of the whole value
    by_name  ///< its entries are the defaults of the entries of the same name
  };

  Key<Study> key;
  Included included{Included::no};
  bool is_swept{false};               ///< it, or settings below it, can be swept
  std::vector<StudyEntry> entries{};  ///< of tiers and links

  const std::string& name() const { return key.description.name; }
};

/// All keys, in the order in which they are printed and documented.
const std::vector<StudyKey>& study_keys();
std::vector<std::string> names_of(const std::vector<StudyKey>& keys);
std::vector<std::string> names_of(const std::vector<StudyEntry>& entries);

/// The maps `tiers` and `links`.
StudyKey tiers_key();
StudyKey links_key();

/// Reads one key of the whole study. Throws StudyError.
void read_study_key(const StudyKey& key, const Value& root, Study& study);

}  // namespace tiersim
