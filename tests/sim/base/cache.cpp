#include "sim/base/cache.h"

#include <unistd.h>

#include <catch2/catch.hpp>

#include "sim/base/error.h"

using namespace tiersim;
namespace fs = std::filesystem;

TEST_CASE("An entry of the cache that is a folder is named, with what to do", "[cache]") {
  const fs::path folder = fs::temp_directory_path() / ("cache." + std::to_string(getpid()));
  const fs::path entry = folder / "entry.json";
  fs::create_directories(entry);
  const std::string problem = entry.string() + ": is a folder in place of a file (remove it)";
  CHECK_THROWS_WITH(read_bytes(entry), problem);
  CHECK_THROWS_WITH(write_bytes(entry, "{}"), problem);
  CHECK(fs::is_empty(entry));
  CHECK(std::distance(fs::directory_iterator(folder), fs::directory_iterator()) == 1);
  CHECK_THROWS_WITH(read_bytes(folder / "missing.json"),
                    (folder / "missing.json").string() + ": no such file (check the path)");
  fs::remove_all(folder);
}
