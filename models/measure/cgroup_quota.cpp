#include <fcntl.h>
#include <fmt/format.h>
#include <limits.h>
#include <signal.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "models/measure/cpu_quota.h"

namespace tiersim::models {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPrefix = "tiersim-";

/// Writes a control file. It takes its whole value in one write and reports errors at once.
bool write_value(const fs::path& file, const std::string& value) {
  std::ofstream stream(file);
  stream << value << std::flush;
  return stream.good();
}

struct Hierarchy {
  fs::path root;
  bool v1;
};

/// The places where control groups with a CPU controller are mounted: version 1, version 2, or
/// both.
std::vector<Hierarchy> hierarchies() {
  std::vector<Hierarchy> found;
  std::ifstream mounts("/proc/self/mounts");
  for (std::string line; std::getline(mounts, line);) {
    std::istringstream words(line);
    std::string device, folder, type, options;
    words >> device >> folder >> type >> options;
    if (type == "cgroup" && ("," + options + ",").find(",cpu,") != std::string::npos)
      found.push_back({folder, true});
    if (type == "cgroup2") found.push_back({folder, false});
  }
  return found;
}

/// In version 2, the children of a group have only the controllers that its cgroup.subtree_control
/// names. Adds "cpu" to it.
void hand_down_cpu(const fs::path& root) {
  std::string words;
  std::getline(std::ifstream(root / "cgroup.subtree_control"), words);
  if ((" " + words + " ").find(" cpu ") == std::string::npos)
    write_value(root / "cgroup.subtree_control", "+cpu");
}

/// The group that this process is in, which it returns to later. The root if that group is not
/// visible.
fs::path group_of_this_process(const Hierarchy& hierarchy) {
  std::ifstream groups("/proc/self/cgroup");
  for (std::string line; std::getline(groups, line);) {
    // a line of version 1 is like "4:cpu,cpuacct:/a/b", of version 2 like "0::/a/b"
    const std::size_t controllers = line.find(':') + 1, path = line.find(':', controllers) + 1;
    if (controllers == 0 || path == 0) continue;
    const std::string names = "," + line.substr(controllers, path - controllers - 1) + ",";
    const bool named = hierarchy.v1 ? names.find(",cpu,") != std::string::npos : names == ",,";
    const fs::path group = hierarchy.root / fs::path(line.substr(path)).relative_path();
    std::error_code error;
    if (named && fs::exists(group / "cgroup.procs", error)) return group;
  }
  return hierarchy.root;
}

void remove_leftovers(const fs::path& root) {
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(root, error)) {
    const std::string name = entry.path().filename();
    if (name.compare(0, kPrefix.size(), kPrefix) != 0) continue;
    pid_t owner = 0;
    std::from_chars(name.data() + kPrefix.size(), name.data() + name.size(), owner);
    if (owner > 0 && kill(owner, 0) != 0) rmdir(entry.path().c_str());
  }
}

// Paths for the signal handler, which must not allocate memory.
using Path = std::array<char, PATH_MAX>;
Path held_group{};
std::array<Path, 2> ways_out{};  // cgroup.procs of the group before; of the root, if that is gone

void keep(const fs::path& path, Path& kept) {
  kept.fill('\0');
  path.string().copy(kept.data(), kept.size() - 1);
}

/// Safe in a signal handler: makes system calls only.
void leave_group() {
  for (const Path& way : ways_out) {
    const int members = open(way.data(), O_WRONLY | O_CLOEXEC);
    if (members < 0) continue;
    const bool left = write(members, "0", 1) == 1;  // 0: the process that writes
    close(members);
    if (left) break;
  }
  rmdir(held_group.data());
}

/// Handles SIGTERM: leaves the group, removes it and ends the process.
void leave_group_and_end(int) {
  leave_group();
  _exit(128 + SIGTERM);
}

class CgroupQuota final : public CpuQuota {
 public:
  CgroupQuota(const fs::path& root, const fs::path& before, const fs::path& group,
              std::string_view mechanism)
      : mechanism_(mechanism) {
    keep(group, held_group);
    keep(before / "cgroup.procs", ways_out[0]);
    keep(root / "cgroup.procs", ways_out[1]);
    handler_before_ = signal(SIGTERM, leave_group_and_end);
  }
  ~CgroupQuota() override {
    leave_group();
    signal(SIGTERM, handler_before_);
  }
  std::string_view mechanism() const override { return mechanism_; }

 private:
  std::string_view mechanism_;
  sighandler_t handler_before_{SIG_DFL};
};

}  // namespace

std::unique_ptr<CpuQuota> enforce_by_cgroup(double cpus) {
  const auto period = std::chrono::microseconds(kQuotaPeriod).count();
  const auto quota = static_cast<std::int64_t>(cpus * static_cast<double>(period));
  for (const Hierarchy& hierarchy : hierarchies()) {
    const auto& [root, v1] = hierarchy;
    const fs::path before = group_of_this_process(hierarchy);
    if (!v1) hand_down_cpu(root);
    const fs::path group = root / fmt::format("{}{}", kPrefix, getpid());
    std::error_code error;
    if (!fs::create_directory(group, error)) continue;
    const bool limited =
        v1 ? write_value(group / "cpu.cfs_period_us", std::to_string(period)) &&
                 write_value(group / "cpu.cfs_quota_us", std::to_string(quota))
           : fs::exists(group / "cpu.max") &&
                 write_value(group / "cpu.max", fmt::format("{} {}", quota, period));
    if (limited && write_value(group / "cgroup.procs", std::to_string(getpid()))) {
      return std::make_unique<CgroupQuota>(root, before, group, v1 ? "cgroup-v1" : "cgroup-v2");
    }
    rmdir(group.c_str());
  }
  return nullptr;
}

void remove_abandoned_groups() {
  for (const Hierarchy& hierarchy : hierarchies()) remove_leftovers(hierarchy.root);
}

std::unique_ptr<CpuQuota> enforce_cpu_quota(double cpus) {
  if (auto quota = enforce_by_cgroup(cpus)) return quota;
  if (auto quota = enforce_by_closed_loop(cpus)) return quota;
  throw std::runtime_error(
      "cannot limit the CPU share: a control group and a helper process both failed");
}

}  // namespace tiersim::models
