#include "sim/base/partial_file.h"

#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <fstream>

#include "sim/base/cache.h"
#include "sim/base/error.h"

using namespace tiersim;
namespace fs = std::filesystem;

namespace {

/// The number of a process that has ended.
pid_t gone() {
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) _exit(0);
  waitpid(child, nullptr, 0);
  return child;
}

fs::path touched(const fs::path& path) {
  std::ofstream(path) << "half";
  return path;
}

}  // namespace

TEST_CASE("Partial files of an ended process are removed; those of a running process are kept",
          "[files]") {
  const fs::path folder = fs::temp_directory_path() / "partials";
  fs::create_directories(folder);
  const std::string dead = std::to_string(gone());
  const fs::path abandoned = touched(folder / ("a.h5." + dead + ".partial")),
                 another = touched(folder / ("b.h5." + dead + ".partial")),
                 current = touched(partial_of(folder / "a.h5")),
                 similar = touched(folder / "a.h5.x.partial"), whole = touched(folder / "a.h5");
  remove_abandoned_partials(folder, "a.h5");
  CHECK_FALSE(fs::exists(abandoned));
  CHECK(fs::exists(another));
  remove_abandoned_partials(folder);
  CHECK_FALSE(fs::exists(another));
  for (const fs::path& path : {current, similar, whole}) CHECK(fs::exists(path));
  fs::remove_all(folder);
  remove_abandoned_partials(folder);  // no such folder: nothing to do
}

TEST_CASE("A zombie counts as an ended process", "[files]") {
  const fs::path folder = fs::temp_directory_path() / "partials";
  fs::create_directories(folder);
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    pause();
    _exit(0);
  }
  const fs::path written = touched(folder / ("a.h5." + std::to_string(child) + ".partial"));
  remove_abandoned_partials(folder);
  CHECK(fs::exists(written));
  kill(child, SIGKILL);
  siginfo_t ended{};
  waitid(P_PID, static_cast<id_t>(child), &ended, WEXITED | WNOWAIT);  // the child is a zombie now
  remove_abandoned_partials(folder);
  CHECK_FALSE(fs::exists(written));
  waitpid(child, nullptr, 0);
  fs::remove_all(folder);
}

TEST_CASE("A partial file that is not published is removed", "[files]") {
  const fs::path path = fs::temp_directory_path() / "never.bin";
  fs::path written;
  {
    const PartialFile partial(path);
    written = touched(partial.path());
  }
  CHECK_FALSE(fs::exists(written));
  CHECK_FALSE(fs::exists(path));
  {
    const PartialFile partial(path);
    touched(partial.path());
    publish(partial.path(), path);
  }
  CHECK(fs::exists(path));
  fs::remove(path);
}

TEST_CASE("A written file is complete, and no partial file is left beside it", "[files]") {
  const fs::path path = fs::temp_directory_path() / "whole.bin";
  write_bytes(path, "first");
  write_bytes(path, std::string("a\0b", 3));
  CHECK(read_bytes(path) == std::string("a\0b", 3));
  CHECK_FALSE(fs::exists(partial_of(path)));
}

TEST_CASE("A published file replaces the old one; the old one stays if publishing fails",
          "[files]") {
  const fs::path folder = fs::temp_directory_path() / "published";
  fs::create_directories(folder);
  const fs::path path = folder / "a.h5", partial = partial_of(path);
  write_bytes(path, "old");
  CHECK_THROWS_AS(publish(partial, path), UserError);  // nothing was written
  CHECK(read_bytes(path) == "old");
  std::ofstream(partial) << "new";
  publish(partial, path);
  CHECK(read_bytes(path) == "new");
  CHECK_FALSE(fs::exists(partial));
  fs::remove_all(folder);
}
