#pragma once

#include <memory>

#include "network/analytic/analytic_network.h"
#include "tests/network/transfers.h"

namespace tiersim {

/// Returns a function that makes an AnalyticNetwork of `topology` and `transport`, with seed 1.
inline MakeNetwork analytic(const Topology& topology, const Transport& transport = {}) {
  return [=] { return std::make_unique<AnalyticNetwork>(topology, transport, 1); };
}

/// Returns a duration as a number of milliseconds.
inline double milliseconds(Duration duration) {
  return 1e-6 * static_cast<double>(duration.count());
}

/// Returns a copy of `link` with a fair queue (fq_codel).
inline Link fair(Link link) {
  link.discipline = Link::Discipline::fq_codel;
  return link;
}

}  // namespace tiersim
