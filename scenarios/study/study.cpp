#include "scenarios/study/study.h"

namespace tiersim {

std::string origin_of(const Study& study) {
  return study.links.count("client-mobile") > 0 ? "client" : "mobile";
}

Topology topology_of(const Study& study) {
  Topology topology;
  const std::vector<std::string> row{"client", "mobile", "edge", "cloud"};
  const bool has_client = origin_of(study) == "client";
  topology.places.assign(row.begin() + (has_client ? 0 : 1), row.end());
  for (std::size_t near = 0; near < topology.places.size(); ++near) {
    for (std::size_t far = near + 1; far < topology.places.size(); ++far) {
      const auto link = study.links.find(topology.places[near] + "-" + topology.places[far]);
      if (link != study.links.end()) topology.links.push_back({near, far, link->second});
    }
  }
  return topology;
}

std::vector<int> measured_batches(const Study& study, const std::string& tier) {
  const auto queue = study.queues.find(tier);
  const int most = queue == study.queues.end() ? 1 : static_cast<int>(queue->second.batch);
  std::vector<int> sizes;
  for (int size = 1; size < most; size *= 2) sizes.push_back(size);
  sizes.push_back(most);
  return sizes;
}

std::vector<std::string> tiers_of(const std::string& deployment) {
  const std::size_t dash = deployment.find('-');
  if (dash == std::string::npos) return {deployment};
  return {deployment.substr(0, dash), deployment.substr(dash + 1)};
}

}  // namespace tiersim
