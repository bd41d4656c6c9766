#include "sim/base/regular_file.h"

#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <fstream>

using namespace tiersim;
namespace fs = std::filesystem;

TEST_CASE("What is no file is told apart without opening it", "[files]") {
  const fs::path folder = fs::temp_directory_path() / ("regular_file." + std::to_string(getpid()));
  fs::create_directories(folder);
  std::ofstream(folder / "file") << "text";
  fs::create_symlink("file", folder / "link");
  fs::create_symlink("nowhere", folder / "dangling");
  fs::create_symlink("circle", folder / "circle");
  REQUIRE(mkfifo((folder / "pipe").c_str(), 0600) == 0);
  const struct {
    fs::path path;
    const char* problem;
  } cases[] = {{folder / "file", ""},
               {folder / "link", ""},
               {folder / "dangling", "no such file"},
               {folder / "circle", "is a symbolic link that leads nowhere"},
               {folder / "missing", "no such file"},
               {folder / "file" / "below", "no such file"},
               {folder, "is a folder"},
               {folder / "pipe", "is a pipe or a device"},  // to open it would wait for ever
               {"/dev/null", "is a pipe or a device"},
               {folder / std::string(300, 'n'), "has too long a name"}};  // 255 bytes are allowed
  for (const auto& [path, problem] : cases) {
    INFO(path);
    const std::string found = why_not_a_file(path);
    CHECK(found.rfind(problem, 0) == 0);
    CHECK(found.empty() == std::string(problem).empty());
  }
  fs::remove_all(folder);
}
