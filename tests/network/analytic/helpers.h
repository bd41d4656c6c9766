#pragma once

#include <memory>

#include "network/analytic/analytic_network.h"
#include "tests/network/transfers.h"

namespace tiersim {

inline MakeNetwork analytic(const Topology& topology, const Transport& transport = {}) {
  return [=] { return std::make_unique<AnalyticNetwork>(topology, transport, 1); };
}

inline double milliseconds(Duration duration) {
  return 1e-6 * static_cast<double>(duration.count());
}

/// The same link, whose queue is fair.
inline Link fair(Link link) {
  link.discipline = Link::Discipline::fq_codel;
  return link;
}

}  // namespace tiersim
