#pragma once

#include <string>
#include <vector>

namespace tiersim {

/// An entry of a list that `tiersim list` prints: the name of a subject, an operator, a tier or a
/// data set, and its description, one line of text.
struct CatalogEntry {
  std::string name;
  std::string description;
};

/// The built-in subjects, in a fixed order. A subject is a model family at one size, such as
/// "bert_mini". Models that a study brings are not in the list. A test checks that models/subjects/
/// can build exactly these subjects.
const std::vector<CatalogEntry>& known_subjects();
/// All operators, in the order of operators/list.inc. An operator is a rewrite of a model, such as
/// "sptq".
const std::vector<CatalogEntry>& known_operators();
const std::vector<CatalogEntry>& known_tiers();     ///< mobile, edge, cloud: in this order
const std::vector<CatalogEntry>& known_datasets();  ///< data that shipped subjects are trained on

/// Returns the names of `entries`, in the same order.
std::vector<std::string> names_of(const std::vector<CatalogEntry>& entries);

}  // namespace tiersim
