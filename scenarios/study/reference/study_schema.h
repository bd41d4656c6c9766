#pragma once

#include <string>

namespace tiersim {

/// The text of the JSON Schema of study files, which editors use. It is made from the tables of
/// keys.
std::string study_schema();

}  // namespace tiersim
