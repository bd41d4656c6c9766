#define CATCH_CONFIG_RUNNER
#include <stdlib.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <iostream>

namespace {

/// Where temporary files go: a folder for this process alone, since tests run side by side. Made
/// before the first static object that names a file in it.
char folder[] = "/tmp/tiersim-test-XXXXXX";

[[gnu::constructor(101)]] void make_folder() {
  if (mkdtemp(folder) != nullptr) setenv("TMPDIR", folder, 1);
}

}  // namespace

int main(int argc, char** argv) {
  const int result = Catch::Session().run(argc, argv);
  std::error_code problem;
  std::filesystem::remove_all(folder, problem);
  if (problem) std::cerr << folder << ": " << problem.message() << '\n';
  return result;
}
