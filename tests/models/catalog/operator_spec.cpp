#include "models/catalog/operator_spec.h"

#include <catch2/catch.hpp>

#include "sim/base/error.h"

using namespace tiersim;

TEST_CASE("An operator is read left to right, with settings", "[catalog]") {
  const auto calls = parse_operator("early_exit(after=layer1.0.add)+sptq(observer=mse)").calls();
  REQUIRE(calls.size() == 2);
  CHECK((calls[0] == OperatorCall{find_operator("early_exit"), {{"after", "layer1.0.add"}}}));
  CHECK((calls[1] == OperatorCall{find_operator("sptq"), {{"observer", "mse"}}}));
  for (const char* text : {"identity", "distilled+sptq", "early_exit+sptq+partition",
                           "pruned_channels(keep=25 %)", "early_exit(after=a.b,threshold=0.9)+sptq",
                           "distilled+pruned_channels+pruned+early_exit+qat+partition(cut=a.b)"}) {
    INFO(text);
    CHECK(parse_operator(text).text() == text);
    CHECK(OperatorSpec(parse_operator(text).calls()).text() == text);
  }
  CHECK(parse_operator("sptq+partition").splits());
  CHECK(parse_operator("partition(cut=layer1.0.add)").splits());
  CHECK_FALSE(parse_operator("sptq").splits());
}

TEST_CASE("The text stays as written, also where settings could be written otherwise",
          "[catalog]") {
  const OperatorSpec spec = parse_operator("early_exit(threshold=0.9, after=a)");
  CHECK(spec.text() == "early_exit(threshold=0.9, after=a)");
  CHECK(to_string(spec.calls()) == "early_exit(after=a,threshold=0.9)");
}

TEST_CASE("A setting that is not given has its default", "[catalog]") {
  const auto call = [](const char* text) { return parse_operator(text).calls()[0]; };
  CHECK(call("early_exit(threshold=0.9)").number("threshold") == 0.9);
  CHECK_FALSE(call("early_exit(after=a)").number("threshold"));
  CHECK(call("pruned_channels").number("keep") == 0.5);
  CHECK(call("pruned_channels(keep=25 %)").number("keep") == 0.25);
  CHECK(call("sptq").setting("observer") == "min_max");
  CHECK(call("partition").setting("cut") == "auto");
  CHECK(call("early_exit").setting("after").empty());
}

TEST_CASE("What cannot be composed is refused with the reason and the order that works",
          "[catalog]") {
  const auto refused = [](const char* text, const char* reason, const char* remedy) {
    INFO(text);
    CHECK_THROWS_WITH(parse_operator(text), Catch::Contains(reason) && Catch::Contains(remedy));
  };
  refused("partition+qat", "needs the whole model", "write \"qat+partition\"");
  refused("sptq+distilled", "would throw \"sptq\" away", "write \"distilled+sptq\"");
  refused("sptq+sptq", "occurs twice", "write \"sptq\"");
  refused("sptq+qat", "has made int8", "write \"sptq\"");
  refused("qat+pruned", "has made int8", "write \"pruned+qat\"");
  refused("pruned+pruned_channels", "fill the zeros", "write \"pruned_channels+pruned\"");
  refused("identity+sptq", "joins \"identity\"", "leave \"identity\" out");
  refused("sptk", "unknown operator", "did you mean \"sptq\"?");
  refused("partition(cot=a)", "unknown setting \"cot\"", "did you mean \"cut\"?");
  refused("pruned(keep=1)", "unknown setting", "has no settings");
  refused("partition(cut=a,cut=b)", "twice", "keep one");
  refused("partition(cut=a", "bracket", "write e.g.");
  refused("early_exit(threshold=0.9)+partition", "answer some requests alone",
          "use early_exit without a threshold, or leave partition out");
  for (const char* value : {"0", "1", "-0.5", "90 %", "high", "nan", "0.9x"}) {
    INFO(value);
    CHECK_THROWS_WITH(parse_operator(std::string("early_exit(threshold=") + value + ")+sptq"),
                      Catch::Contains("is no threshold") && Catch::Contains("threshold=0.9"));
  }
  refused("sptq(observer=best)", "unknown observer \"best\"", "write min_max or mse");
  refused("pruned_channels(keep=0 %)", "no share of channels to keep", "e.g. \"keep=50 %\"");
  for (const char* text : {"", "+", "sptq+", "+sptq", "Sptq", "sptq partition", "partition(cut)",
                           "partition(cut=)", "partition()x", "(", ")", "partition((cut=a))"}) {
    INFO(text);
    CHECK_THROWS_AS(parse_operator(text), UserError);
  }
}
