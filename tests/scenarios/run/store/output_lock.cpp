#include "scenarios/run/store/output_lock.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <string>

#include "sim/base/error.h"

using namespace tiersim;
namespace fs = std::filesystem;

namespace {

/// A process that has the lock and waits until it is killed.
class Owner {
 public:
  explicit Owner(const fs::path& output) {
    int ready[2];
    REQUIRE(pipe(ready) == 0);
    process_ = fork();
    REQUIRE(process_ >= 0);
    if (process_ == 0) {
      const OutputLock lock(output);
      if (write(ready[1], "1", 1) == 1) pause();
      _exit(0);
    }
    close(ready[1]);
    char byte = 0;
    REQUIRE(read(ready[0], &byte, 1) == 1);
    close(ready[0]);
  }
  ~Owner() { end(); }
  void end() {
    if (process_ < 0) return;
    kill(process_, SIGKILL);
    waitpid(process_, nullptr, 0);
    process_ = -1;
  }
  pid_t process() const { return process_; }

 private:
  pid_t process_{-1};
};

}  // namespace

TEST_CASE("A results file has one writer at a time, and a killed writer gives it up",
          "[output_lock]") {
  const fs::path folder = fs::temp_directory_path() / ("output_lock." + std::to_string(getpid()));
  fs::create_directories(folder);
  const fs::path output = folder / "r.h5", lock_file = folder / "r.h5.lock";
  Owner owner(output);
  CHECK_THROWS_WITH(OutputLock(output),
                    output.string() + ": another tiersim, process " +
                        std::to_string(owner.process()) +
                        ", writes this file now (wait for its end, or name another file with -o)");
  CHECK(fs::exists(lock_file));  // it is the owner's
  CHECK_NOTHROW(OutputLock(folder / "other.h5"));
  owner.end();
  CHECK(fs::exists(lock_file));  // nobody could remove it
  { const OutputLock lock(output); }
  CHECK(fs::is_empty(folder));
  CHECK_THROWS_AS(OutputLock(folder / "nowhere" / "r.h5"), UserError);
  fs::remove_all(folder);
}
