#pragma once

#include <nlohmann/json.hpp>
#include <string_view>

#include "models/weights/input_file.h"

namespace tiersim::models {

/// Parses JSON from an untrusted source: at most 16 levels deep, at most a million values, keys and
/// brackets together, no key twice in an object. The limits are checked during parsing, so a
/// hostile text costs at most its own length and some 100 MB of memory. Throws
/// std::invalid_argument, with the problem, if the text is not such JSON.
nlohmann::json parse_bounded_json(std::string_view text);

/// Reads the file `input`, which must have at most 16 MB and be one JSON object within the limits
/// of parse_bounded_json(). Throws UserError for any other file.
nlohmann::json read_json_object(InputFile& input);

}  // namespace tiersim::models
