#include "models/catalog/catalog.h"

#include <catch2/catch.hpp>
#include <set>

#include "models/catalog/nearest_name.h"
#include "models/subjects/subject.h"

using namespace tiersim;

TEST_CASE("The subjects that are listed are those that can be built", "[catalog]") {
  std::set<std::string> built, listed;
  for (const auto& subject : models::subjects()) built.emplace(subject.name);
  for (const auto& entry : known_subjects()) listed.emplace(entry.name);
  CHECK(built == listed);
}

TEST_CASE("The nearest name is offered only where it is near", "[catalog]") {
  CHECK(nearest_name("sptk", {"identity", "sptq"}) == "sptq");
  CHECK(nearest_name("identiti", {"identity", "sptq"}) == "identity");
  CHECK(nearest_name("magic", {"identity", "sptq"}).empty());
}
