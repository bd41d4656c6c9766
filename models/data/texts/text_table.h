#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace tiersim::models {

/// A table of labelled texts, or of labelled pairs of texts, in memory; all UTF-8.
struct TextTable {
  std::string name;
  std::vector<std::string> first;    ///< texts, or the first texts of pairs
  std::vector<std::string> second;   ///< second texts of pairs; empty if texts are not pairs
  std::vector<std::int64_t> labels;  ///< class of each text, in [0, classes.size())
  std::vector<std::string> classes;  ///< names of the classes, by number

  std::int64_t size() const { return static_cast<std::int64_t>(labels.size()); }
};

}  // namespace tiersim::models
