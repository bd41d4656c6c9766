#include "models/catalog/catalog.h"

#include <catch2/catch.hpp>
#include <set>

#include "models/catalog/composition.h"
#include "models/operators/operator.h"
#include "models/subjects/subject.h"
#include "sim/base/error.h"

using namespace tiersim;

TEST_CASE("What is listed is what can be built", "[catalog]") {
  std::set<std::string> built, listed;
  for (const auto& subject : models::subjects()) built.emplace(subject.name);
  for (const auto& entry : known_subjects()) listed.emplace(entry.name);
  CHECK(built == listed);
  built.clear(), listed.clear();
  for (const auto name : models::operator_names()) built.emplace(name);
  for (const auto& entry : known_operators()) listed.emplace(entry.name);
  CHECK(built == listed);
}

TEST_CASE("Compositions are read left to right, with settings", "[catalog]") {
  const auto calls = parse_composition("early_exit(after=layer1.0.add)+sptq(observer=mse)");
  REQUIRE(calls.size() == 2);
  CHECK((calls[0] == OperatorCall{"early_exit", {{"after", "layer1.0.add"}}}));
  CHECK((calls[1] == OperatorCall{"sptq", {{"observer", "mse"}}}));
  for (const char* text : {"identity", "distilled+sptq", "early_exit+sptq+partition",
                           "pruned_channels(keep=25 %)", "early_exit(after=a.b,threshold=0.9)+sptq",
                           "distilled+pruned_channels+pruned+early_exit+qat+partition(cut=a.b)"}) {
    INFO(text);
    CHECK(to_string(parse_composition(text)) == text);
  }
  CHECK(exit_threshold({"early_exit", {{"threshold", "0.9"}}}) == 0.9);
  CHECK_FALSE(exit_threshold({"early_exit", {{"after", "a"}}}));
  CHECK(is_split("sptq+partition"));
  CHECK(is_split("partition(cut=layer1.0.add)"));
  CHECK_FALSE(is_split("sptq"));
}

TEST_CASE("What cannot be composed is refused with the reason and the order that works",
          "[catalog]") {
  const auto refused = [](const char* text, const char* reason, const char* remedy) {
    INFO(text);
    CHECK_THROWS_WITH(parse_composition(text), Catch::Contains(reason) && Catch::Contains(remedy));
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
    CHECK_THROWS_WITH(parse_composition(std::string("early_exit(threshold=") + value + ")+sptq"),
                      Catch::Contains("is no threshold") && Catch::Contains("threshold=0.9"));
  }
  for (const char* text : {"", "+", "sptq+", "+sptq", "Sptq", "sptq partition", "partition(cut)",
                           "partition(cut=)", "partition()x", "(", ")", "partition((cut=a))"}) {
    INFO(text);
    CHECK_THROWS_AS(parse_composition(text), UserError);
  }
}

TEST_CASE("The nearest name is offered only where it is near", "[catalog]") {
  CHECK(nearest_name("sptk", {"identity", "sptq"}) == "sptq");
  CHECK(nearest_name("identiti", {"identity", "sptq"}) == "identity");
  CHECK(nearest_name("magic", {"identity", "sptq"}).empty());
}
