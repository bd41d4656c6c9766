#include "network/link/link_kind.h"

#include <cmath>
#include <stdexcept>

namespace tiersim {

Duration transmission_time(double bytes, BitsPerSecond rate) {
  if (rate.value <= 0) return Duration{0};
  return Duration(std::llround(8e9 * bytes / rate.value));
}

Duration LinkKind::transmission(const Link& link, bool up, std::int64_t bytes, std::int64_t,
                                Duration) const {
  return transmission_time(static_cast<double>(bytes), long_run_rate(link, up));
}

const LinkKind& link_kind(std::string_view name) {
  for (const LinkKind* kind : link_kinds())
    if (kind->name() == name) return *kind;
  throw std::out_of_range("no kind of link is called " + std::string(name));
}

}  // namespace tiersim
