#include <catch2/catch.hpp>

#include "sim/base/cache.h"
#include "sim/base/error.h"
#include "tests/models/subjects/own_models.h"

using namespace tiersim;
using namespace tiersim::models;

namespace {

/// The model file of a variant in the cache, and the file of its record.
std::vector<fs::path> files_of(const VariantRecord& variant) {
  return {variant.path, fs::path(variant.path).replace_extension(".json")};
}

bool same(const VariantRecord& a, const VariantRecord& b) {
  return a.key == b.key && a.operator_name == b.operator_name && a.accuracy == b.accuracy &&
         a.model_bytes == b.model_bytes && a.predictions == b.predictions;
}

}  // namespace

TEST_CASE("Variants that changed places in the cache, or lost a bit, are prepared again",
          "[prepare]") {
  const FreshCache cache;
  const ModelSpec spec = image_spec(image_folder_with_weights(), kMini, "w.safetensors");
  std::string told;
  const auto ask = [&](const std::string& operator_name) {
    told.clear();
    return prepare({spec.name, parse_operator(operator_name), spec},
                   [&](const std::string& line) { told += line + "\n"; });
  };
  const VariantRecord exact = ask("identity"), int8 = ask("sptq");
  REQUIRE(exact.model_bytes > 2 * int8.model_bytes);
  CHECK(same(ask("identity"), exact));
  CHECK(told.empty());  // from the cache

  const auto is_noticed = [&] {
    const VariantRecord again = ask("identity");
    return same(again, exact) && told.find("preparing it again") != std::string::npos;
  };
  for (const bool models : {true, false}) {
    for (const bool records : {true, false}) {
      if (!models && !records) continue;
      INFO("models " << models << ", records " << records);
      if (models)
        fs::copy_file(files_of(int8)[0], files_of(exact)[0], fs::copy_options::overwrite_existing);
      if (records)
        fs::copy_file(files_of(int8)[1], files_of(exact)[1], fs::copy_options::overwrite_existing);
      if (models)
        CHECK_THROWS_WITH(load_stages(exact), Catch::Contains("belongs to another variant"));
      CHECK(is_noticed());
      CHECK_NOTHROW(load_stages(exact));
    }
  }
  for (const fs::path& path : files_of(exact)) {
    for (const double place : {0.0, 0.3, 0.6, 0.99}) {
      INFO(path << " at " << place);
      std::string bytes = read_bytes(path);
      bytes[static_cast<std::size_t>(place * static_cast<double>(bytes.size()))] ^= 1;
      write_bytes(path, bytes);
      CHECK(is_noticed());
    }
  }
}
