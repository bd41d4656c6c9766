#pragma once

#include <string>
#include <vector>

namespace tiersim {

/// Something that studies may name, with one line for `tiersim list`. Tests compare these lists
/// with what the programs can build.
struct CatalogEntry {
  std::string name;
  std::string description;
};

const std::vector<CatalogEntry>& known_subjects();
const std::vector<CatalogEntry>& known_operators();  ///< those of operators/list.inc
const std::vector<CatalogEntry>& known_tiers();      ///< in chain order
const std::vector<CatalogEntry>& known_datasets();

std::vector<std::string> names_of(const std::vector<CatalogEntry>& entries);

}  // namespace tiersim
