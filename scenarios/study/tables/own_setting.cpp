#include "scenarios/study/tables/own_setting.h"

namespace tiersim {
namespace {

// Values of a setting's type within its range.

ValueType<std::int64_t> values_of(const LinkSetting<std::int64_t>& setting) {
  return whole_number(setting.least, setting.most);
}

ValueType<Bytes> values_of(const LinkSetting<Bytes>& setting) {
  return size(setting.least.value, setting.most.value);
}

ValueType<BitsPerSecond> values_of(const LinkSetting<BitsPerSecond>& setting) {
  return bandwidth(setting.least, setting.most);
}

ValueType<Duration> values_of(const LinkSetting<Duration>& setting) {
  return duration(setting.least, setting.most);
}

ValueType<Fraction> values_of(const LinkSetting<Fraction>& setting) {
  return share(setting.least.value, setting.most.value);
}

ValueType<Packets> values_of(const LinkSetting<Packets>& setting) {
  return converted<Packets>(
      packets(setting.least.value, setting.most.value),
      [](double number) { return Packets{number}; }, [](Packets stored) { return stored.value; });
}

ValueType<Metres> values_of(const LinkSetting<Metres>& setting) {
  return converted<Metres>(
      length(setting.least.value, setting.most.value), [](double number) { return Metres{number}; },
      [](Metres stored) { return stored.value; });
}

ValueType<std::string> values_of(const LinkChoice& choice) {
  std::vector<std::pair<std::string, std::string>> words;
  for (const std::string_view word : choice.words) words.emplace_back(word, word);
  return one_of<std::string>(words);
}

/// Examples of a setting's values, as studies write them.
template <typename Quantity>
std::vector<Json> examples_of(const LinkSetting<Quantity>& setting) {
  if constexpr (std::is_same_v<Quantity, std::int64_t>)
    return {setting.example};
  else
    return {to_string(setting.example)};
}

std::vector<Json> examples_of(const LinkChoice& choice) {
  return {choice.words.begin(), choice.words.end()};
}

/// The place of a setting's value in a link. A link that is written gets the default first.
template <typename Setting>
struct OwnMember {
  using Stored = decltype(std::declval<Setting>().of(LinkValues()));
  Setting setting;

  Stored operator()(const StudyLink& link) const { return setting.of(link.own); }
  Stored& operator()(StudyLink& link) const {
    const auto [value, is_new] = link.own.try_emplace(std::string(setting.name), setting.of({}));
    return std::get<Stored>(value->second);
  }
};

}  // namespace

Key<StudyLink> own_key(const AnyLinkSetting& setting) {
  return std::visit(
      [](const auto& each) {
        return key<StudyLink>(std::string(each.name), OwnMember<std::decay_t<decltype(each)>>{each},
                              values_of(each), std::string(each.meaning), examples_of(each));
      },
      setting);
}

}  // namespace tiersim
