#pragma once

#include <string>

namespace tiersim {

/// Every key that studies may have, one a line: path, values, default and meaning.
std::string key_list();

/// The same as Markdown: for each section its name and a table.
std::string key_tables();

}  // namespace tiersim
