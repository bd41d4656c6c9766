#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace tiersim::models {

/// Labelled texts, or pairs of texts, in memory; all UTF-8.
struct TextTable {
  std::string name;
  std::vector<std::string> first;
  std::vector<std::string> second;   ///< as long as `first`, or empty if texts are not pairs
  std::vector<std::int64_t> labels;  ///< as long as `first`; each in [0, classes.size())
  std::vector<std::string> classes;

  std::int64_t size() const { return static_cast<std::int64_t>(labels.size()); }
};

}  // namespace tiersim::models
