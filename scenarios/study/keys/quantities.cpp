#include "scenarios/study/keys/quantities.h"

#include <fmt/format.h>

namespace tiersim {

std::string QuantityKind::pattern() const {
  return fmt::format("([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)? *({})", fmt::join(units, "|"));
}

const std::vector<QuantityKind>& quantity_kinds() {
  static const std::vector<QuantityKind> kinds{
      {"bandwidth", {"bps", "kbps", "Mbps", "Gbps"}},
      {"size", {"B", "kB", "MB", "GB", "KiB", "MiB", "GiB"}},
      {"duration", {"ns", "us", "ms", "s"}},
      {"share", {"%"}},
      {"frequency", {"/s", "/min", "/h"}},
      {"packets", {"packets", "packet"}},
      {"length", {"m"}},
      {"power", {"mW", "W"}},
      {"energy", {"mJ", "J"}}};
  return kinds;
}

}  // namespace tiersim
