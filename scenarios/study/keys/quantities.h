#pragma once

#include <string>
#include <vector>

namespace tiersim {

/// A kind of quantity in study files, written as a number and a unit, and the units that it may
/// have.
struct QuantityKind {
  std::string name;  ///< name of the kind: "bandwidth"
  std::vector<std::string> units;

  /// A regular expression that matches a number with one of the units, for example "1.5 Mbps". It
  /// has no anchors (^ and $).
  std::string pattern() const;
};

const std::vector<QuantityKind>& quantity_kinds();

}  // namespace tiersim
