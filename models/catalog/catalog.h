#pragma once

#include <string>
#include <vector>

namespace tiersim {

/// A name that a study file may use (a subject, an operator, a tier or a data set) and its
/// description, one line of text that `tiersim list` prints.
struct CatalogEntry {
  std::string name;
  std::string description;
};

/// The subjects that tiersim knows: model families at one size. A test checks that models/subjects/
/// can build exactly these subjects.
const std::vector<CatalogEntry>& known_subjects();
/// All operators, in the order of operators/list.inc.
const std::vector<CatalogEntry>& known_operators();
const std::vector<CatalogEntry>& known_tiers();     ///< mobile, edge, cloud: in this order
const std::vector<CatalogEntry>& known_datasets();  ///< data that shipped subjects are trained on

/// Returns the names of `entries`, in the same order.
std::vector<std::string> names_of(const std::vector<CatalogEntry>& entries);

}  // namespace tiersim
