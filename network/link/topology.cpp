#include "network/link/topology.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <stdexcept>

namespace tiersim {

std::size_t Topology::place(const std::string& name) const {
  const auto found = std::find(places.begin(), places.end(), name);
  if (found == places.end()) throw std::out_of_range("no place is called " + name);
  return static_cast<std::size_t>(found - places.begin());
}

std::vector<Topology::Hop> Topology::path(std::size_t from, std::size_t to) const {
  std::vector<std::vector<Hop>> best(places.size());
  std::vector<bool> seen(places.size());
  std::deque<std::size_t> reached{from};
  seen.at(from) = true;
  while (!reached.empty() && !seen.at(to)) {
    const std::size_t at = reached.front();
    reached.pop_front();
    for (std::size_t i = 0; i < links.size(); ++i) {
      if (links[i].near != at && links[i].far != at) continue;
      const bool up = links[i].near == at;
      const std::size_t next = up ? links[i].far : links[i].near;
      if (seen[next]) continue;
      seen[next] = true;
      best[next] = best[at];
      best[next].push_back({i, up});
      reached.push_back(next);
    }
  }
  if (!seen.at(to))
    throw std::out_of_range(fmt::format("no link leads from {} to {}", places[from], places[to]));
  return best[to];
}

}  // namespace tiersim
