#include "models/catalog/operators/descriptor.h"

#include <catch2/catch.hpp>
#include <set>

#include "sim/base/error.h"

using namespace tiersim;

TEST_CASE("Each operator is found by its name", "[catalog]") {
  std::set<std::string> names;
  for (const OperatorDescriptor& each : operators()) {
    INFO(each.name);
    CHECK(find_operator(each.name) == &each);
    CHECK(names.insert(each.name).second);
    CHECK_FALSE(each.text.empty());
  }
  CHECK(find_operator("nonsense") == nullptr);
}

TEST_CASE("A default is a value that the setting takes", "[catalog]") {
  for (const OperatorDescriptor& each : operators()) {
    for (const OperatorSetting& setting : each.settings) {
      INFO(each.name << " " << setting.name);
      CHECK(each.setting(setting.name) == &setting);
      if (!setting.default_value.empty())
        CHECK_NOTHROW(check_value(setting, each.name, std::string(setting.default_value)));
      if (const auto* range = std::get_if<NumberRange>(&setting.values))
        CHECK(number_in(*range, std::string(range->example)));
    }
  }
}

TEST_CASE("A conflict is with another operator that there is", "[catalog]") {
  for (const OperatorDescriptor& each : operators()) {
    for (const OperatorConflict& conflict : each.conflicts) {
      INFO(each.name);
      REQUIRE(find_operator(conflict.later));
      CHECK(conflict.later != each.name);
    }
  }
}

TEST_CASE("An operator that splits takes the layer to cut after", "[catalog]") {
  CHECK(operator_names([](const OperatorDescriptor& each) { return each.splits(); }) ==
        operator_names([](const OperatorDescriptor& each) { return each.setting("cut"); }));
}

TEST_CASE("The line of an operator says all that its descriptor says", "[catalog]") {
  CHECK(describe(*find_operator("pruned_channels")) ==
        "removes the least important inner channels, heads and columns and trains the rest (Li et "
        "al., ICLR 2017); learns from training data; may be ready-made; keep=SHARE (more than 0 % "
        "and at most 100 %; default 50 %)");
  CHECK(
      describe(*find_operator("partition")) ==
      "splits the model over two tiers where one tensor is live (Kang et al., ASPLOS 2017); comes "
      "last; cut=auto|LAYER (default auto)");
}
