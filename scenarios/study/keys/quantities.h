#pragma once

#include <string>
#include <vector>

namespace tiersim {

/// A kind of quantity as studies write it: a number and one of these units.
struct QuantityKind {
  std::string name;  ///< "bandwidth"
  std::vector<std::string> units;

  /// A regular expression for such quantities, without anchors.
  std::string pattern() const;
};

const std::vector<QuantityKind>& quantity_kinds();

}  // namespace tiersim
