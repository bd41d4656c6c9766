#pragma once

#include <nlohmann/json.hpp>
#include <string_view>

#include "models/weights/input_file.h"

namespace tiersim::models {

/// Parses JSON from an untrusted source: at most 16 levels deep, at most a million values, no key
/// twice in an object. The limits are checked while parsing, so a hostile text costs at most its
/// own length and some 100 MB. Throws std::invalid_argument with the problem.
nlohmann::json parse_bounded_json(std::string_view text);

/// Reads a file of at most 16 MB that is one JSON object. Throws UserError for anything else.
nlohmann::json read_json_object(InputFile& input);

}  // namespace tiersim::models
