#pragma once

#include <string>

namespace tiersim {

/// The JSON Schema of study files, for editors. It is made from the tables of keys.
std::string study_schema();

}  // namespace tiersim
