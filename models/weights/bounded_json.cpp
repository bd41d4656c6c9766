#include "models/weights/bounded_json.h"

#include <cstddef>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

namespace tiersim::models {
namespace {

using nlohmann::json;

constexpr std::size_t kDeepest = 16;
constexpr std::size_t kMostValues = 1'000'000;
constexpr std::uint64_t kLargestFile = 16'000'000;

}  // namespace

json parse_bounded_json(std::string_view text) {
  std::vector<std::set<std::string>> keys;  // keys of each open object; empty for lists
  std::size_t values = 0;
  const auto watch = [&](int, json::parse_event_t event, json& parsed) {
    switch (event) {
      case json::parse_event_t::object_start:
      case json::parse_event_t::array_start:
        keys.emplace_back();
        if (keys.size() > kDeepest) throw std::invalid_argument("JSON nested too deep");
        break;
      case json::parse_event_t::key:
        if (!keys.back().insert(parsed.get<std::string>()).second)
          throw std::invalid_argument("\"" + parsed.get<std::string>() + "\" occurs twice");
        break;
      case json::parse_event_t::object_end:
      case json::parse_event_t::array_end:
        keys.pop_back();
        break;
      case json::parse_event_t::value:
        break;
    }
    if (++values > kMostValues) throw std::invalid_argument("JSON of too many values");
    return true;
  };
  try {
    return json::parse(text.begin(), text.end(), watch);
  } catch (const json::exception& problem) {
    throw std::invalid_argument(problem.what());
  }
}

json read_json_object(InputFile& input) {
  if (input.size() > kLargestFile) input.fail("it is longer than 16 MB");
  json object;
  try {
    object = parse_bounded_json(input.read_text(input.size()));
  } catch (const std::invalid_argument& problem) {
    input.fail(problem.what());
  }
  if (!object.is_object()) input.fail("it is not a JSON object");
  return object;
}

}  // namespace tiersim::models
