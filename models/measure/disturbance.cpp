#include "models/measure/disturbance.h"

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace tiersim::models {
namespace {

MeasuredTime stolen() {
  std::ifstream stream("/proc/stat");
  std::string name;
  std::int64_t user = 0, nice = 0, system = 0, idle = 0, iowait = 0, irq = 0, softirq = 0,
               steal = 0;
  stream >> name >> user >> nice >> system >> idle >> iowait >> irq >> softirq >> steal;
  return {steal * 1'000'000'000 / sysconf(_SC_CLK_TCK)};
}

MeasuredTime waited() {
  MeasuredTime total;
  std::error_code error;
  for (const auto& thread : std::filesystem::directory_iterator("/proc/self/task", error)) {
    std::int64_t ran = 0, delayed = 0;
    std::ifstream(thread.path() / "schedstat") >> ran >> delayed;
    total.ns += delayed;
  }
  return total;
}

}  // namespace

Disturbance disturbance_so_far() { return {stolen(), waited()}; }

}  // namespace tiersim::models
