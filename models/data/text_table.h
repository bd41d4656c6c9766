#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace tiersim::models {

/// Labelled texts, or pairs of texts, before they are cut into tokens. UTF-8.
struct TextTable {
  std::string name;
  std::vector<std::string> first;
  std::vector<std::string> second;  ///< as many as `first`, or none where texts are single
  std::vector<std::int64_t> labels;
  std::vector<std::string> classes;
};

}  // namespace tiersim::models
