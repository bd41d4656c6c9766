#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tiersim {

/// What studies may name, with one line for `tiersim list`. Needs no LibTorch: the programs that
/// build these things are tested against this list.
struct CatalogEntry {
  std::string_view name;
  std::string_view description;
};

const std::vector<CatalogEntry>& known_subjects();
const std::vector<CatalogEntry>& known_operators();  ///< single ones; see composition.h
const std::vector<CatalogEntry>& known_tiers();      ///< in chain order
const std::vector<CatalogEntry>& known_datasets();

/// The names of the settings that an operator takes, as in "partition(cut=auto)".
std::vector<std::string> settings_of(std::string_view operator_name);

/// The name among `known` that differs in the fewest letters, for "did you mean"; empty where none
/// is close.
std::string nearest_name(std::string_view name, const std::vector<std::string>& known);
std::vector<std::string> names_of(const std::vector<CatalogEntry>& entries);

}  // namespace tiersim
