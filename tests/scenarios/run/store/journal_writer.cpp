#include "scenarios/run/store/journal_writer.h"

#include <catch2/catch.hpp>
#include <numeric>
#include <string>

#include "sim/base/error.h"
#include "tests/sim/results/small_files.h"

using namespace tiersim;

namespace {

const std::filesystem::path kPath = std::filesystem::temp_directory_path() / "tiersim-test.journal";

std::vector<std::size_t> first(std::size_t count) {
  std::vector<std::size_t> numbers(count);
  std::iota(numbers.begin(), numbers.end(), 0);
  return numbers;
}

}  // namespace

TEST_CASE("What was handed over is in the journal, whether asked for or not", "[journal_writer]") {
  constexpr std::size_t kResults = 3000;
  Journal journal = Journal::begin(kPath, {});
  {
    JournalWriter writer(journal);
    // Each is its number, so often that all together wait for the disk on the way: 45 MB.
    for (std::size_t i = 0; i < kResults; ++i)
      writer.add(i, std::string(15'000, static_cast<char>(i)));
    SECTION("asked for") { writer.finish(); }
    SECTION("not, as where something else went wrong") {}
  }
  CHECK(journal.finished() == first(kResults));
  std::size_t as_they_were = 0;
  journal.for_each_from(0, [&](std::size_t i, const std::string& bytes) {
    as_they_were += bytes == std::string(15'000, static_cast<char>(i)) ? 1 : 0;
  });
  CHECK(as_they_were == kResults);
  journal.remove();
}

TEST_CASE("A disk that is full is told by whoever hands over next, and what was there stays",
          "[journal_writer]") {
  Journal journal = Journal::begin(kPath, {});
  journal.add({{0, "kept"}});
  {
    const SmallFiles limit(1 << 20);
    JournalWriter writer(journal);
    writer.add(1, std::string(2 << 20, 'x'));
    CHECK_THROWS_AS(writer.finish(), UserError);
  }
  CHECK(journal.finished() == first(1));
  journal.add({{1, "there is room again"}});
  CHECK(journal.finished() == first(2));
  journal.remove();
}

TEST_CASE("Who is told what is kept may fail, and all is kept nevertheless", "[journal_writer]") {
  Journal journal = Journal::begin(kPath, {});
  std::vector<std::size_t> told;
  {
    JournalWriter writer(journal, [&](std::size_t scenario, const std::string& result) {
      if (scenario == 2) throw UserError("no room for " + result);
      told.push_back(scenario);
    });
    for (std::size_t i = 0; i < 3; ++i) writer.add(i, "a result");
    CHECK_THROWS_WITH(writer.finish(), "no room for a result");
    for (std::size_t i = 3; i < 6; ++i) writer.add(i, "a result");
  }
  CHECK(journal.finished() == first(6));
  CHECK(told == std::vector<std::size_t>{0, 1, 3, 4, 5});
  journal.remove();
}
