#include "scenarios/run/store/output_file.h"

#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "sim/base/error.h"
#include "sim/results/results_file.h"

using namespace tiersim;
namespace fs = std::filesystem;

namespace {

class Folder {
 public:
  Folder() : path_(fs::temp_directory_path() / ("output_file." + std::to_string(getpid()))) {
    fs::create_directories(path_);
  }
  ~Folder() { fs::remove_all(path_); }
  fs::path operator/(const std::string& name) const { return path_ / name; }

 private:
  fs::path path_;
};

std::string refusal(const fs::path& output) {
  try {
    check_output(output);
  } catch (const UserError& error) {
    const std::string text = error.what();
    return text.substr(text.find(": ") + 2);
  }
  return "";
}

}  // namespace

TEST_CASE("Results are written only over results", "[output_file]") {
  const Folder folder;
  Results results;
  results.attributes = {{"study_expanded", "a"}};
  write_results(folder / "results.h5", results);
  CHECK(refusal(folder / "results.h5").empty());
  CHECK(refusal(folder / "new.h5").empty());
  const std::string foreign =
      "exists and is not a whole results file of tiersim (move it, or name another file with -o)";
  std::ofstream(folder / "study.yaml") << "tiersim: 1\n";
  CHECK(refusal(folder / "study.yaml") == foreign);
  std::ofstream(folder / "empty.h5");
  CHECK(refusal(folder / "empty.h5") == foreign);
}

TEST_CASE("Results are written only over regular files", "[output_file]") {
  const Folder folder;
  const std::string link =
      "is a symbolic link (name the file that it leads to, or another file, with -o)";
  fs::create_symlink("nowhere", folder / "dangling.h5");
  CHECK(refusal(folder / "dangling.h5") == link);
  write_results(folder / "results.h5", {});
  fs::create_symlink("results.h5", folder / "link.h5");
  CHECK(refusal(folder / "link.h5") == link);
  REQUIRE(mkfifo((folder / "pipe.h5").c_str(), 0600) == 0);
  const std::string no_file = "is not a regular file (name another file with -o)";
  CHECK(refusal(folder / "pipe.h5") == no_file);
  CHECK(refusal("/dev/full") == no_file);
  fs::create_directory(folder / "folder.h5");
  CHECK(refusal(folder / "folder.h5") == "is a folder (name a file with -o)");
  fs::create_directory(folder / "new.h5.journal");
  CHECK(refusal(folder / "new.h5") == no_file);
}

TEST_CASE("An output has a name that fits, in a folder that exists", "[output_file]") {
  const Folder folder;
  // The journal of the journal adds 16 bytes, and 255 are allowed.
  CHECK(refusal(folder / std::string(239, 'n')).empty());
  CHECK(refusal(folder / std::string(240, 'n')) ==
        "has too long a name (name a shorter file with -o)");
  CHECK(refusal(folder / std::string(300, 'n')) ==
        "has too long a name (name a shorter file with -o)");
  CHECK(refusal(folder / "nowhere/r.h5") == "no such folder (create it, or name another with -o)");
}

TEST_CASE("An output is not the input, whatever its name", "[output_file]") {
  const Folder folder;
  std::ofstream(folder / "a.h5") << "results";
  fs::create_hard_link(folder / "a.h5", folder / "same.h5");
  CHECK_THROWS_AS(check_is_no_input(folder / "a.h5", folder / "./a.h5"), UserError);
  CHECK_THROWS_AS(check_is_no_input(folder / "same.h5", folder / "a.h5"), UserError);
  CHECK_NOTHROW(check_is_no_input(folder / "new.h5", folder / "a.h5"));
}
