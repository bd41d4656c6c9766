#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "sim/base/quantity.h"

namespace tiersim {

/// The value of a setting that only one kind of link has (LinkSetting, LinkChoice).
using LinkValue = std::variant<std::int64_t, Bytes, BitsPerSecond, Duration, Fraction, Packets,
                               Metres, std::string>;
/// Values of settings that only one kind of link has. The key is the name of the setting. A setting
/// that is missing in the map has its default value.
using LinkValues = std::map<std::string, LinkValue, std::less<>>;

/// Describes a setting that only one kind of link has, and whose value is a number within a range,
/// with or without a unit. The key in studies, its printed form, the JSON Schema and the
/// documentation are made from this description.
template <typename Quantity>
struct LinkSetting {
  std::string_view name;  ///< name of the key in studies: "distance"
  Quantity least, most;   ///< smallest and largest permitted value
  Quantity default_value;
  Quantity example;          ///< value that the documentation shows as an example
  std::string_view meaning;  ///< description for the documentation: sentences in Markdown

  /// Returns the value of this setting in `values`, or its default value if it is missing there.
  Quantity of(const LinkValues& values) const {
    const auto found = values.find(name);
    return found == values.end() ? default_value : std::get<Quantity>(found->second);
  }
};

/// Describes a setting that only one kind of link has, and whose value is one of several words.
struct LinkChoice {
  std::string_view name;                ///< name of the key in studies
  std::vector<std::string_view> words;  ///< permitted words; the first one is the default
  std::string_view meaning;  ///< description for the documentation: sentences in Markdown

  /// Returns the word of this setting in `values`, or its default if it is missing there.
  std::string of(const LinkValues& values) const {
    const auto found = values.find(name);
    return found == values.end() ? std::string(words.front())
                                 : std::get<std::string>(found->second);
  }
};

/// The description of any setting that only one kind of link has.
using AnyLinkSetting =
    std::variant<LinkSetting<std::int64_t>, LinkSetting<Bytes>, LinkSetting<BitsPerSecond>,
                 LinkSetting<Duration>, LinkSetting<Fraction>, LinkSetting<Packets>,
                 LinkSetting<Metres>, LinkChoice>;

}  // namespace tiersim
