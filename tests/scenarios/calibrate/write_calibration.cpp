#include "scenarios/calibrate/write_calibration.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <string>

#include "sim/base/error.h"

using namespace tiersim;
namespace fs = std::filesystem;

namespace {

/// An empty folder of one test.
fs::path empty_folder(const std::string& name) {
  const fs::path folder = fs::temp_directory_path() / name;
  fs::remove_all(folder);
  fs::create_directories(folder);
  return folder;
}

void write(const fs::path& path, const std::string& text) { std::ofstream(path) << text; }

std::string text_of(const fs::path& path) {
  std::ifstream stream(path);
  return {std::istreambuf_iterator<char>(stream), {}};
}

constexpr const char* kInclude = "# Written by tiersim calibrate from cells.csv.\n";

}  // namespace

TEST_CASE("A calibration replaces an earlier one only if it is forced", "[calibrate]") {
  const fs::path folder = empty_folder("replaced");
  CHECK_NOTHROW(check_calibration_folder(folder, false));
  CHECK_NOTHROW(check_calibration_folder(folder / "new", false));
  write_calibration(folder, "one", kInclude);
  CHECK_THROWS_WITH(check_calibration_folder(folder, false),
                    Catch::Contains("profiles.csv: exists (use --force"));
  CHECK_NOTHROW(check_calibration_folder(folder, true));
  write_calibration(folder, "two", kInclude);
  CHECK(text_of(folder / "profiles.csv") == "two");
}

TEST_CASE("A calibration never replaces files that another program wrote", "[calibrate]") {
  const fs::path folder = empty_folder("foreign");
  const auto refused = [&](const char* problem) {
    CHECK_THROWS_WITH(check_calibration_folder(folder, true), Catch::Contains(problem));
  };
  write(folder / "profiles.csv", "subject,operator\n");
  refused("which tiersim calibrate has not written");
  write(folder / "calibrated.yaml", "profiles: profiles.csv\n");
  refused("which tiersim calibrate has not written");
  write(folder / "calibrated.yaml", kInclude);
  CHECK_NOTHROW(check_calibration_folder(folder, true));
  fs::rename(folder / "profiles.csv", folder / "elsewhere.csv");
  fs::create_symlink(folder / "elsewhere.csv", folder / "profiles.csv");
  refused("profiles.csv: is not a regular file");
}

TEST_CASE("A calibration never replaces a file that it reads", "[calibrate]") {
  const fs::path folder = empty_folder("read");
  write_calibration(folder, "times", kInclude);
  write(folder / "cells.csv", "");
  CHECK_NOTHROW(check_replaces_no_input(folder, {folder / "cells.csv", ""}));
  CHECK_THROWS_WITH(check_replaces_no_input(folder, {folder / "." / "profiles.csv"}),
                    Catch::Contains("would replace a file that this call reads"));
}
