#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "sim/base/quantity.h"

namespace tiersim {

/// The value of a setting that only one kind of link has.
using LinkValue = std::variant<std::int64_t, Bytes, BitsPerSecond, Duration, Fraction, Packets,
                               Metres, std::string>;
/// Such values by the name of the setting. A setting that is missing has its default.
using LinkValues = std::map<std::string, LinkValue, std::less<>>;

/// A setting that only one kind of link has: a number within a range, with or without a unit. It is
/// plain data. The key of a study, its printed form, the JSON Schema and the documentation follow
/// from it.
template <typename Quantity>
struct LinkSetting {
  std::string_view name;  ///< as studies spell it: "distance"
  Quantity least, most;   ///< the range
  Quantity default_value;
  Quantity example;          ///< that the documentation shows
  std::string_view meaning;  ///< Markdown; sentences

  Quantity of(const LinkValues& values) const {
    const auto found = values.find(name);
    return found == values.end() ? default_value : std::get<Quantity>(found->second);
  }
};

/// A setting that only one kind of link has: one of some words.
struct LinkChoice {
  std::string_view name;
  std::vector<std::string_view> words;  ///< the first one is the default
  std::string_view meaning;             ///< Markdown; sentences

  std::string of(const LinkValues& values) const {
    const auto found = values.find(name);
    return found == values.end() ? std::string(words.front())
                                 : std::get<std::string>(found->second);
  }
};

using AnyLinkSetting =
    std::variant<LinkSetting<std::int64_t>, LinkSetting<Bytes>, LinkSetting<BitsPerSecond>,
                 LinkSetting<Duration>, LinkSetting<Fraction>, LinkSetting<Packets>,
                 LinkSetting<Metres>, LinkChoice>;

}  // namespace tiersim
