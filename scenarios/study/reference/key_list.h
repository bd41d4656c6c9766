#pragma once

#include <string>

namespace tiersim {

/// The text that `tiersim list keys` prints: every key of a study file with its path, values,
/// default and meaning.
std::string key_list();

/// The keys of a study file as Markdown, for docs/study.md: for each section its name and a table
/// of its keys.
std::string key_tables();

}  // namespace tiersim
