#pragma once

#include <nlohmann/json.hpp>
#include <string_view>

#include "models/weights/input_file.h"

namespace tiersim::models {

/// JSON that nobody vouches for: at most 16 levels deep, at most a million values, no key twice in
/// an object. The bounds hold while it is parsed, so that hostile text costs no more than its own
/// length and some 100 MB. Throws std::invalid_argument with the problem.
nlohmann::json parse_bounded_json(std::string_view text);

/// The JSON object that is the whole of a file of at most 16 MB; throws UserError for another.
nlohmann::json read_json_object(InputFile& input);

}  // namespace tiersim::models
