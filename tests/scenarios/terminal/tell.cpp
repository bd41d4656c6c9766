#include "scenarios/terminal/tell.h"

#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "sim/base/error.h"

using namespace tiersim;
namespace fs = std::filesystem;

namespace {

/// Reports to this log while it exists, and to standard error neither then nor later.
struct Logging {
  explicit Logging(const fs::path& log) { set_reporting({true, log}); }
  ~Logging() { set_reporting({}); }
};

std::string content(const fs::path& path) {
  std::ifstream stream(path);
  return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace

TEST_CASE("A log is added to a log, and to nothing else", "[tell]") {
  const fs::path folder = fs::temp_directory_path() / ("tell." + std::to_string(getpid()));
  fs::create_directories(folder);
  {
    const Logging logging(folder / "run.log");
    CHECK_FALSE(fs::exists(folder / "run.log"));  // until there is something to tell
    tell("first");
  }
  {
    const Logging logging(folder / "run.log");
    tell("\x1b[2Jsecond");
    CHECK_THROWS_AS(check_is_not_log(folder / "." / "run.log"), UserError);
    CHECK_NOTHROW(check_is_not_log(folder / "r.h5"));
  }
  const std::string log = content(folder / "run.log");
  CHECK(log.find("Z first\n") == std::string("2026-01-31T12:00:00").size());
  CHECK(log.find("Z ?[2Jsecond\n") != std::string::npos);

  std::ofstream(folder / "study.yaml") << "tiersim: 1\n";
  CHECK_THROWS_AS(Logging(folder / "study.yaml"), UserError);
  CHECK(content(folder / "study.yaml") == "tiersim: 1\n");
  REQUIRE(mkfifo((folder / "pipe").c_str(), 0600) == 0);
  CHECK_THROWS_AS(Logging(folder / "pipe"), UserError);  // to open it would wait for ever
  CHECK_THROWS_AS(Logging("/dev/full"), UserError);
  CHECK_THROWS_AS(Logging(folder), UserError);
  CHECK_THROWS_AS(Logging(folder / "nowhere" / "run.log"), UserError);
  CHECK_THROWS_AS(Logging(folder / std::string(300, 'n')), UserError);
  fs::remove_all(folder);
}
