#include "models/catalog/catalog.h"

#include <catch2/catch.hpp>
#include <set>

#include "models/operators/operator.h"
#include "models/subjects/subject.h"
#include "sim/error.h"

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

TEST_CASE("The number of parameters listed is that of the model built", "[catalog]") {
  const auto count = models::parameter_count(models::find_subject("wide_resnet_mini")->build());
  CHECK(count == 588'010);
  CHECK(known_subjects()[0].description.find("588,010 parameters") != std::string_view::npos);
}

TEST_CASE("Compositions are read left to right", "[catalog]") {
  CHECK(parse_composition("sptq+partition") == std::vector<std::string>{"sptq", "partition"});
  CHECK(is_split("sptq+partition"));
  CHECK(is_split("partition"));
  CHECK_FALSE(is_split("sptq"));
  for (const char* wrong : {"", "+", "sptq+", "+sptq", "sptq+sptq", "Sptq", "sptq partition"}) {
    INFO(wrong);
    CHECK_THROWS_AS(parse_composition(wrong), UserError);
  }
}

TEST_CASE("The nearest name is offered only where it is near", "[catalog]") {
  CHECK(nearest_name("sptk", {"identity", "sptq"}) == "sptq");
  CHECK(nearest_name("identiti", {"identity", "sptq"}) == "identity");
  CHECK(nearest_name("magic", {"identity", "sptq"}).empty());
}
