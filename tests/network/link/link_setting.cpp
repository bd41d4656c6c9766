#include "network/link/link_setting.h"

#include <catch2/catch.hpp>
#include <set>

#include "network/link/link_kind.h"

using namespace tiersim;

namespace {

const LinkSetting<Metres> kHeight{"height", {1}, {9}, {4}, {2}, "Of the mast."};
const LinkChoice kBand{"band", {"low", "high"}, "Of the spectrum."};

double number(std::int64_t value) { return static_cast<double>(value); }
double number(Duration value) { return static_cast<double>(value.count()); }
template <typename Quantity>
double number(Quantity value) {
  return static_cast<double>(value.value);
}

template <typename Quantity>
bool is_within(const LinkSetting<Quantity>& setting, Quantity value) {
  return number(setting.least) <= number(value) && number(value) <= number(setting.most);
}

template <typename Quantity>
bool is_right(const LinkSetting<Quantity>& setting) {
  return is_within(setting, setting.default_value) && is_within(setting, setting.example);
}
bool is_right(const LinkChoice& choice) { return choice.words.size() > 1; }

}  // namespace

TEST_CASE("A setting that nobody set has its default", "[link]") {
  CHECK(kHeight.of({}) == Metres{4});
  CHECK(kBand.of({}) == "low");
  const LinkValues values{{"height", Metres{7}}, {"band", "high"}};
  CHECK(kHeight.of(values) == Metres{7});
  CHECK(kBand.of(values) == "high");
}

TEST_CASE("The settings of each kind have different names, and a default within their range",
          "[link]") {
  for (const LinkKind* kind : link_kinds()) {
    std::set<std::string_view> names;
    for (const AnyLinkSetting& setting : kind->settings()) {
      std::visit(
          [&](const auto& each) {
            INFO(kind->name() << ": " << each.name);
            CHECK(names.insert(each.name).second);
            CHECK(!each.meaning.empty());
            CHECK(is_right(each));
          },
          setting);
    }
  }
}
